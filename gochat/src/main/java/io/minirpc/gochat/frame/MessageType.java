package io.minirpc.gochat.frame;

/** The types of messages, as they travel and as they are stored. */
public final class MessageType {
    public static final String TEXT = "text";

    /** A text whose sender took it back: its content is empty. */
    public static final String RECALLED = "recalled";

    /** Says that a text was recalled; its content is the text's seq. Counts as unread for nobody. */
    public static final String RECALL = "recall";

    /** A change of a group; its content is a {@link SystemEvent}. Counts as unread for nobody. */
    public static final String SYSTEM = "system";

    private MessageType() {}
}
