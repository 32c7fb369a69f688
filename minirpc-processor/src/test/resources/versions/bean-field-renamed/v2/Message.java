package shop;

public class Message {
    private String fullName;
    private String city;

    public static Message sample() {
        Message message = new Message();
        message.setName("Bob");
        message.setCity("Oslo");
        return message;
    }

    public String getName() {
        return fullName;
    }

    public void setName(String name) {
        this.fullName = name;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    @Override
    public String toString() {
        return "name " + getName() + ", city " + getCity();
    }
}
