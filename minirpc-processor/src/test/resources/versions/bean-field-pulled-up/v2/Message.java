package shop;

public class Message extends Base {
    private String name;

    public static Message sample() {
        Message message = new Message();
        message.setName("Bob");
        message.setCity("Oslo");
        return message;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return "name " + getName() + ", city " + getCity();
    }
}
