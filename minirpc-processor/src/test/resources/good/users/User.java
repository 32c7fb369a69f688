package users;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcMessage
public class User {
    private long id;
    private String name;
    private boolean active;
    private List<Integer> scores;
    private User boss;
    private List<User> friends;
    private Group group;
    private Address address;
    private transient int cached;

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public boolean isActive() {
        return active;
    }

    public User setActive(boolean active) {
        this.active = active;
        return this;
    }

    public List<Integer> getScores() {
        return scores;
    }

    public void setScores(List<Integer> scores) {
        this.scores = scores;
    }

    public User getBoss() {
        return boss;
    }

    public void setBoss(User boss) {
        this.boss = boss;
    }

    public List<User> getFriends() {
        return friends;
    }

    public void setFriends(List<User> friends) {
        this.friends = friends;
    }

    public Group getGroup() {
        return group;
    }

    public void setGroup(Group group) {
        this.group = group;
    }

    public Address getAddress() {
        return address;
    }

    public void setAddress(Address address) {
        this.address = address;
    }

    public int getCached() {
        return cached;
    }

    public String getDisplayName() {
        return name + " (" + id + ")";
    }
}
