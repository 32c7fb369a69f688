package io.minirpc.internal.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands what any thread wants to send over to an event loop, which is woken once for all that gathers until it comes
 * round. A stack of linked nodes (Treiber's), taken as a whole: the thread that finds it empty wakes the loop.
 * Thread-safe; no locks and no allocation.
 *
 * @param <T> the nodes; one may be queued again once it was handed over
 */
public final class SendQueue<T extends SendQueue.Node<T>> implements Runnable {
    private final AtomicReference<@Nullable T> newest = new AtomicReference<>();
    private final EventLoop loop;
    private final Sender<T> sender;
    private volatile boolean wakeFailed;

    /** Creates a queue in front of an event loop. */
    public SendQueue(EventLoop loop, Sender<T> sender) {
        this.loop = loop;
        this.sender = sender;
    }

    /** Hands a node over: at once if this is the event loop's thread, otherwise when it comes round. */
    public void push(T node) {
        if (loop.inEventLoop()) {
            send(node);
            sender.flushSoon();
            return;
        }
        if (add(node)) {
            wake();
        }
    }

    /**
     * Adds a node that can wait a little, and tells whether {@link #wake} has to follow; on any thread but the event
     * loop's.
     */
    public boolean add(T node) {
        T head;
        do {
            head = newest.get();
            node.next = head;
        } while (!newest.compareAndSet(head, node));
        return head == null || wakeFailed;
    }

    /** Returns whether no node waits; on any thread. */
    public boolean isEmpty() {
        return newest.get() == null;
    }

    /**
     * Wakes the event loop, unless the queue is empty; on any thread. If this throws, as for lack of memory, the nodes
     * wait for the next call.
     */
    public void wake() {
        if (newest.get() == null) {
            return;
        }
        wakeFailed = false;
        try {
            loop.execute(this);
        } catch (RejectedExecutionException e) {
            refuseAll();
        } catch (Throwable e) {
            wakeFailed = true; // so the next thread wakes it
            throw e;
        }
    }

    /** Hands everything over, oldest first; on the event loop. */
    @Override
    public void run() {
        T node = takeOldestFirst();
        while (node != null) {
            T next = node.next;
            node.next = null;
            send(node);
            node = next;
        }
        sender.flush();
    }

    /** Hands one node over. Whatever this throws, the other nodes are still handed over. */
    private void send(T node) {
        try {
            sender.send(node);
        } catch (Throwable e) {
            sender.failed(node, e);
        }
    }

    private void refuseAll() {
        T node = takeOldestFirst();
        while (node != null) {
            T next = node.next;
            node.next = null;
            sender.refuse(node);
            node = next;
        }
    }

    private @Nullable T takeOldestFirst() {
        T node = newest.getAndSet(null);
        T reversed = null;
        while (node != null) {
            T next = node.next;
            node.next = reversed;
            reversed = node;
            node = next;
        }
        return reversed;
    }

    /** A node of a queue, in one queue at a time. */
    public abstract static class Node<T extends Node<T>> {
        @Nullable
        T next;
    }

    /** The receiver of the nodes. */
    public interface Sender<T> {
        /** Takes a node over, on the event loop. */
        void send(T node);

        /** Ends a node for which {@link #send} has thrown, on the event loop. Must not throw. */
        void failed(T node, Throwable thrown);

        /** Called when all queued nodes were handed over, on the event loop. */
        void flush();

        /** Called when a node was handed over in the midst of other work of the event loop. */
        void flushSoon();

        /** Takes a node over that came after the event loop had ended, on any thread. */
        void refuse(T node);
    }
}
