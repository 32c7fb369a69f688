package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests for the list: from the top, one run at a time, and single conversations that are not counted yet.
 * Belongs to the loop.
 */
final class Lister {
    private static final int NAMED_AT_ONCE = 100;

    private final Wire wire;
    private final Retry retry;
    private final Inventory inventory;
    private final ClientSettings settings;
    private final Consumer<List<Conversation>> listed;
    private final Runnable finished;
    private final Set<String> asks = new LinkedHashSet<>();
    private boolean listing;
    private boolean listAgain;
    private boolean asking;
    private long pages;

    /**
     * @param listed is told the entries of each answer, after the inventory took them
     * @param finished runs after each run from the top
     */
    Lister(
            Wire wire,
            Retry retry,
            Inventory inventory,
            ClientSettings settings,
            Consumer<List<Conversation>> listed,
            Runnable finished) {
        this.wire = wire;
        this.retry = retry;
        this.inventory = inventory;
        this.settings = settings;
        this.listed = listed;
        this.finished = finished;
    }

    /** Returns whether an answer is to come without which the sums cannot be compared. */
    boolean isBusy() {
        return listing || asking || !asks.isEmpty();
    }

    /** Lists from the top; once more if it is doing so. */
    void list() {
        if (listing) {
            listAgain = true;
            return;
        }
        if (wire.isLive()) {
            listing = true;
            page(null, 1);
        }
    }

    private void page(@Nullable ListPosition before, int number) {
        wire.ask(id -> new ClientFrame.ListConversations(id, before, null, settings.pageSize()), (answer, failure) -> {
            if (!(answer instanceof Listed page)) {
                retry.after(failure, () -> page(before, number));
                return;
            }
            ListPosition next = inventory.page(page, before == null);
            pages++;
            listed.accept(page.conversations());
            if (next != null && number < settings.pages()) {
                page(next, number + 1);
            } else {
                finish();
            }
        });
    }

    private void finish() {
        listing = false;
        finished.run();
        if (listAgain) {
            listAgain = false;
            list();
        } else {
            askOn();
        }
    }

    /** Asks for a conversation that is not counted. */
    void ask(String conversation) {
        asks.add(conversation);
        askOn();
    }

    private void askOn() {
        asks.removeIf(id -> {
            ConversationState known = inventory.find(id);
            return known != null && known.counted;
        });
        if (listing || asking || asks.isEmpty() || !wire.isLive()) {
            return;
        }
        asking = true;
        named(asks.stream().limit(NAMED_AT_ONCE).toList());
    }

    private void named(List<String> only) {
        long asked = pages;
        wire.ask(id -> new ClientFrame.ListConversations(id, inventory.bound(), only, null), (answer, failure) -> {
            if (!(answer instanceof Listed page)) {
                retry.after(failure, () -> named(only));
                return;
            }
            asking = false;
            if (asked == pages && !listing) { // else it may be older than the list
                inventory.named(page);
                forget(only, page);
                listed.accept(page.conversations());
            }
            askOn();
        });
    }

    /** What was answered is known; what was left out, though all fitted, is not the user's. */
    private void forget(List<String> only, Listed page) {
        List<String> answered = new ArrayList<>();
        page.conversations().forEach(entry -> answered.add(entry.id()));
        if (page.more() && !answered.isEmpty()) {
            asks.removeAll(answered);
        } else {
            asks.removeAll(only);
        }
    }

    /** The connection was lost: what the list lacks shows at the next welcome; what was to be asked still is. */
    void lost() {
        listing = false;
        listAgain = false;
        asking = false;
    }

    /** There is a connection again. */
    void welcomed() {
        askOn();
    }

    /** The database is another one. */
    void clear() {
        asks.clear();
    }
}
