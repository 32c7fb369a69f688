package com.example.foreign;

import java.time.LocalDateTime;
import java.util.Objects;

/** What all beans of this library begin with. */
public abstract class Entity {
    private long id;
    private LocalDateTime created;

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public LocalDateTime getCreated() {
        return created;
    }

    public void setCreated(LocalDateTime created) {
        this.created = created;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // as other people's classes have it
    public boolean equals(Object other) {
        return other instanceof Entity entity
                && getClass() == other.getClass()
                && id == entity.id
                && Objects.equals(created, entity.created);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, created);
    }
}
