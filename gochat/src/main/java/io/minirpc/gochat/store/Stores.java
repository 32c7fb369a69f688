package io.minirpc.gochat.store;

/** The stores of a database that conversations and inbox stand on. */
public record Stores(
        SendStore sends,
        InboxStore inbox,
        ListStore lists,
        MessageStore messages,
        CursorStore cursors,
        BlockStore blocks,
        GroupStore groups,
        SettingStore settings) {
    public static Stores of(Database database) {
        return new Stores(
                SendStore.of(database),
                InboxStore.of(database),
                ListStore.of(database),
                MessageStore.of(database),
                CursorStore.of(database),
                BlockStore.of(database),
                GroupStore.of(database),
                SettingStore.of(database));
    }

    public Stores withSends(SendStore other) {
        return new Stores(other, inbox, lists, messages, cursors, blocks, groups, settings);
    }

    public Stores withInbox(InboxStore other) {
        return new Stores(sends, other, lists, messages, cursors, blocks, groups, settings);
    }

    public Stores withCursors(CursorStore other) {
        return new Stores(sends, inbox, lists, messages, other, blocks, groups, settings);
    }
}
