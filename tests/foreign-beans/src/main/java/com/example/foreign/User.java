package com.example.foreign;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bean with the usual accessors, and one that is no property. */
public class User extends Entity {
    private String name;
    private boolean active;
    private Status status = Status.INVITED;
    private LocalDate birthday;
    private List<Integer> scores;
    private Map<String, User> friends;

    /** Whether a user may log in. */
    public enum Status {
        INVITED,
        ENABLED,
        BLOCKED
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

    public void setActive(boolean active) {
        this.active = active;
    }

    public Status getStatus() {
        return status;
    }

    public void setStatus(Status status) {
        this.status = status;
    }

    public LocalDate getBirthday() {
        return birthday;
    }

    public void setBirthday(LocalDate birthday) {
        this.birthday = birthday;
    }

    public List<Integer> getScores() {
        return scores;
    }

    public void setScores(List<Integer> scores) {
        this.scores = scores;
    }

    public Map<String, User> getFriends() {
        return friends;
    }

    public void setFriends(Map<String, User> friends) {
        this.friends = friends;
    }

    /** Computed, without a setter. */
    public int getAge(LocalDate today) {
        return birthday == null ? 0 : birthday.until(today).getYears();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof User user
                && active == user.active
                && status == user.status
                && Objects.equals(name, user.name)
                && Objects.equals(birthday, user.birthday)
                && Objects.equals(scores, user.scores)
                && Objects.equals(friends, user.friends);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), name);
    }
}
