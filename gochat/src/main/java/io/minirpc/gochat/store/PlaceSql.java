package io.minirpc.gochat.store;

import io.minirpc.gochat.store.SendStore.Place;
import io.minirpc.gochat.store.SendStore.PlacedMessage;
import io.minirpc.gochat.store.SendStore.Unpublished;
import io.minirpc.gochat.store.SendStore.Viewer;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Single messages within a batch's transaction: few, since recalls and messages to be published again are rare. */
final class PlaceSql {
    /** previous: the end of the span before, which matters to those whose span begins with the message. */
    private static final String VIEWERS = "SELECT s.user_id, s.first_seq,"
            + " (SELECT MAX(p.last_seq) FROM spans p WHERE p.conversation = s.conversation"
            + " AND p.user_id = s.user_id AND p.last_seq < s.first_seq), m.left_seq"
            + " FROM spans s JOIN members m ON m.conversation = s.conversation AND m.user_id = s.user_id"
            + " WHERE s.conversation = ? AND s.first_seq <= ? AND (s.last_seq IS NULL OR s.last_seq >= ?)";

    private final Sql sql;

    PlaceSql(Sql sql) {
        this.sql = sql;
    }

    /** Reads the messages at places; a place without one is left out. */
    Map<Place, PlacedMessage> messages(Set<Place> places) throws SQLException {
        Map<Place, PlacedMessage> messages = new HashMap<>();
        Map<String, Segments> segments = segments(places);
        for (Place place : places) {
            OptionalInt month =
                    segments.getOrDefault(place.conversation(), new Segments()).monthOf(place.seq());
            if (month.isPresent()) {
                message(place, month.getAsInt()).ifPresent(message -> messages.put(place, message));
            }
        }
        return messages;
    }

    private Map<String, Segments> segments(Collection<Place> places) throws SQLException {
        Set<String> conversations = places.stream().map(Place::conversation).collect(Collectors.toSet());
        return conversations.isEmpty() ? Map.of() : Segments.read(sql, conversations);
    }

    private Optional<PlacedMessage> message(Place place, int month) throws SQLException {
        return sql.first(
                "SELECT " + SqlMessageStore.COLUMNS + " FROM " + MessageTables.name(month)
                        + " WHERE conversation = ? AND seq = ?",
                row -> new PlacedMessage(month, SqlMessageStore.message(row)),
                place.conversation(),
                place.seq());
    }

    /** Reads messages as they are stored now, and who may see them. */
    Map<Place, Unpublished> unpublished(Set<Place> places) throws SQLException {
        Map<Place, Unpublished> unpublished = new HashMap<>();
        for (Map.Entry<Place, PlacedMessage> message : messages(places).entrySet()) {
            Place place = message.getKey();
            unpublished.put(place, new Unpublished(message.getValue().message(), viewers(place)));
        }
        return unpublished;
    }

    private List<Viewer> viewers(Place place) throws SQLException {
        return sql.query(
                VIEWERS,
                row -> {
                    long before = row.getLong(2) == place.seq() ? row.getLong(3) : place.seq() - 1; // null is 0
                    Long left = SqlInboxStore.nullable(row, 4);
                    return new Viewer(row.getLong(1), before, left != null && left == place.seq());
                },
                place.conversation(),
                place.seq(),
                place.seq());
    }
}
