package io.minirpc.gochat.check;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.client.SessionTokens;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The users of a run, their screens and their conversations, and what new devices read after the end. */
final class Stage implements AutoCloseable {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);
    private static final int GROUP_MEMBERS = 20;
    private static final int PEERS = 4;
    private static final long START_SECONDS = 60;

    private final CheckSettings settings;
    private final Clients clients;
    private final History history;
    private final ClientResources resources = new ClientResources();
    private final Random random;
    private final Crowd crowd = new Crowd();
    private final AtomicInteger unanswered = new AtomicInteger();

    Stage(CheckSettings settings, Clients clients, History history) {
        this.settings = settings;
        this.clients = clients;
        this.history = history;
        random = new Random(settings.seed() + 1);
    }

    Crowd crowd() {
        return crowd;
    }

    /** Returns how many requests have no answer. */
    AtomicInteger unanswered() {
        return unanswered;
    }

    /**
     * Gets the users and opens their screens.
     *
     * @return what the server said to one of them
     * @throws IOException if the server does not answer
     */
    Welcome open(PrintStream err) throws IOException, InterruptedException {
        Accounts accounts = new Accounts(resources.http(), http(settings.urls().get(0)));
        Registrar registrar = new Registrar(accounts, history.payloads().run(), settings.accounts(), err);
        for (Grant grant : users(registrar)) {
            add(grant, new SessionTokens(accounts, grant, renewed -> {}));
        }
        Welcome welcome = null;
        for (Screen screen : crowd.screens()) {
            welcome = await(screen.listener().welcome());
        }
        if (welcome == null) {
            throw new IllegalStateException("no screens");
        }
        return welcome;
    }

    private List<Grant> users(Registrar registrar) throws IOException, InterruptedException {
        try {
            return registrar.users(settings.users());
        } catch (ConnectException e) {
            throw new IOException("cannot connect to " + settings.urls().get(0), e);
        }
    }

    private void add(Grant grant, SessionTokens tokens) {
        String name = grant.user().name();
        Person person =
                new Person(history.user(grant.user().id(), name), grant.user().id(), name, tokens);
        for (int device = 0; device < settings.devices(); device++) {
            for (int connection = 0; connection < settings.connections(); connection++) {
                person.add(screen(person, "d" + device, "/d" + device + "/" + connection));
            }
        }
        crowd.add(person);
    }

    private Screen screen(Person person, String device, String name) {
        ScreenLog log = history.screen(person.user, person.name + name, false);
        ScreenListener listener = new ScreenListener(log, true);
        ChatClient client = clients.start(clientSettings(person, device), resources, listener);
        return new Screen(history, listener, log, client, unanswered);
    }

    private ClientSettings clientSettings(Person person, String device) {
        List<URI> gateways = new ArrayList<>(settings.urls());
        Collections.rotate(gateways, random.nextInt(gateways.size()));
        return ClientSettings.of(gateways.get(0), person.tokens, device)
                .withGateways(gateways)
                .withClient("gochat-check/0.1")
                .withBackoff(FIRST_BACKOFF, MAX_BACKOFF);
    }

    private static URI http(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("wss") || scheme.equals("https");
        return URI.create((secure ? "https" : "http") + "://" + url.getAuthority() + "/");
    }

    /** Creates the groups, and returns all conversations to be written to. */
    List<Room> rooms() throws IOException, InterruptedException {
        List<Room> rooms = new ArrayList<>(pairs());
        for (int i = 0; i < settings.groups(); i++) {
            rooms.add(group(i));
        }
        return rooms;
    }

    private List<Room> pairs() {
        Set<String> known = new HashSet<>();
        List<Room> pairs = new ArrayList<>();
        List<Person> people = crowd.people();
        for (int i = 0; i < people.size(); i++) {
            for (int j = 1; j <= Math.min(PEERS / 2, people.size() - 1); j++) {
                Person one = people.get(i);
                Person other = people.get((i + j) % people.size());
                String id = ConversationId.of(Ids.parse(one.id), Ids.parse(other.id))
                        .toString();
                if (known.add(id)) {
                    pairs.add(new Room(id, false, List.of(one, other)));
                }
            }
        }
        return pairs;
    }

    private Room group(int number) throws IOException, InterruptedException {
        List<Person> members = new ArrayList<>(crowd.people());
        Collections.shuffle(members, random);
        int count = Math.min(members.size(), 2 + random.nextInt(GROUP_MEMBERS));
        List<Person> chosen = members.subList(0, count);
        List<String> others = chosen.stream().skip(1).map(person -> person.id).toList();
        String id = await(chosen.get(0)
                        .any(random)
                        .createGroup("group" + number, others)
                        .toCompletableFuture())
                .conversation();
        return new Room(id, true, chosen);
    }

    /** Lets a new device of each user read everything. */
    void readAfresh() throws IOException, InterruptedException {
        NewDevices devices = new NewDevices(clients, resources, history);
        for (Person person : crowd.people()) {
            devices.read(person.user, person.name, clientSettings(person, NewDevices.DEVICE));
        }
    }

    static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the server refuses: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the server does not answer within " + START_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        crowd.screens().forEach(Screen::close);
        resources.close();
    }
}
