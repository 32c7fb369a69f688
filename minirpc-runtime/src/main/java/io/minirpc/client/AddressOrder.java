package io.minirpc.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The order in which the addresses of a host are tried. */
final class AddressOrder {
    private AddressOrder() {}

    /**
     * Returns the addresses with IPv6 and IPv4 in turns, starting with the family of the first one, as section 4 of RFC
     * 8305 describes.
     *
     * @param avoided addresses to try last, in this order
     */
    static List<SocketAddress> of(List<InetAddress> addresses, int port, List<SocketAddress> avoided) {
        List<SocketAddress> all = new ArrayList<>();
        for (InetAddress address : inTurns(addresses)) {
            all.add(new InetSocketAddress(address, port));
        }
        all.sort(Comparator.comparingInt(avoided::indexOf)); // -1 for addresses that are not avoided
        return all;
    }

    private static Collection<InetAddress> inTurns(List<InetAddress> addresses) {
        Set<InetAddress> first = new LinkedHashSet<>(addresses);
        Set<InetAddress> second = new LinkedHashSet<>(addresses);
        if (!addresses.isEmpty()) {
            Class<?> family = addresses.get(0).getClass();
            first.removeIf(address -> address.getClass() != family);
            second.removeAll(first);
        }
        List<InetAddress> all = new ArrayList<>();
        Iterator<InetAddress> ones = first.iterator();
        Iterator<InetAddress> twos = second.iterator();
        while (ones.hasNext() || twos.hasNext()) {
            addNext(ones, all);
            addNext(twos, all);
        }
        return all;
    }

    private static void addNext(Iterator<InetAddress> from, List<InetAddress> to) {
        if (from.hasNext()) {
            to.add(from.next());
        }
    }
}
