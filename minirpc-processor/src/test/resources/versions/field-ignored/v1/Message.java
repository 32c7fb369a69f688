package shop;

public class Message {
    private int a;
    private int b;
    private int c;

    public static Message sample() {
        Message message = new Message();
        message.setA(1);
        message.setB(2);
        message.setC(3);
        return message;
    }

    public int getA() {
        return a;
    }

    public void setA(int a) {
        this.a = a;
    }

    public int getB() {
        return b;
    }

    public void setB(int b) {
        this.b = b;
    }

    public int getC() {
        return c;
    }

    public void setC(int c) {
        this.c = c;
    }

    @Override
    public String toString() {
        return getA() + ", " + getB() + ", " + getC();
    }
}
