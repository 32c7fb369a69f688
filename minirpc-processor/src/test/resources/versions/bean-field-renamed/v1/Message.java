package shop;

public class Message {
    private String name;
    private String city;

    public static Message sample() {
        Message message = new Message();
        message.setName("Ada");
        message.setCity("Rome");
        return message;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
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
