// Written by minirpc-processor from User; changes are lost.
package users;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.ScalarCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.List;
import java.util.Optional;

/** Codec of {@link User}. */
@Generated("minirpc-processor")
public final class UserCodec extends MessageCodec<User> {
  /** The only instance. */
  public static final UserCodec INSTANCE = new UserCodec();

  private static final JsonName ID = JsonName.of("id");
  private static final JsonName NAME = JsonName.of("name");
  private static final JsonName ACTIVE = JsonName.of("active");
  private static final JsonName SCORES = JsonName.of("scores");
  private static final JsonName BOSS = JsonName.of("boss");
  private static final JsonName FRIENDS = JsonName.of("friends");
  private static final JsonName GROUP = JsonName.of("group");
  private static final JsonName ADDRESS = JsonName.of("address");

  private static final JsonFields FIELDS = JsonFields.of(ID, NAME, ACTIVE, SCORES, BOSS, FRIENDS,
      GROUP, ADDRESS);

  private static final Codec<List<Integer>> SCORES_CODEC = Codecs.list(Codecs.INT32);
  private static final Codec<List<User>> FRIENDS_CODEC = Codecs.list(INSTANCE);

  private UserCodec() {
    super("User");
  }

  @Override
  public void write(User user, WireWriter out) {
    out.writeInt64(1, user.getId());
    out.writeString(2, user.getName());
    out.writeBool(3, user.isActive());
    SCORES_CODEC.writeField(4, user.getScores(), out);
    out.writeMessage(5, user.getBoss(), this);
    FRIENDS_CODEC.writeField(6, user.getFriends(), out);
    out.writeMessage(7, user.getGroup(), GroupCodec.INSTANCE);
    out.writeMessage(8, user.getAddress(), AddressCodec.INSTANCE);
  }

  @Override
  public User read(WireReader in) {
    long id = 0;
    String name = null;
    boolean active = false;
    List<Integer> scores = null;
    User boss = null;
    List<User> friends = null;
    Group group = null;
    Address address = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> id = in.readInt64();
        case 2 -> name = in.readString();
        case 3 -> active = in.readBool();
        case 4 -> scores = SCORES_CODEC.readField(in, scores);
        case 5 -> boss = in.readMessage(this);
        case 6 -> friends = FRIENDS_CODEC.readField(in, friends);
        case 7 -> group = in.readMessage(GroupCodec.INSTANCE);
        case 8 -> address = in.readMessage(AddressCodec.INSTANCE);
        default -> in.skipField();
      }
    }
    User user = new User();
    user.setId(id);
    user.setName(name);
    user.setActive(active);
    user.setScores(scores);
    user.setBoss(boss);
    user.setFriends(friends);
    user.setGroup(group);
    user.setAddress(address);
    return user;
  }

  @Override
  public void writeJson(User user, JsonWriter out) {
    out.beginObject();
    out.writeInt64(ID, user.getId());
    out.writeString(NAME, user.getName());
    out.writeBool(ACTIVE, user.isActive());
    out.writeField(SCORES, user.getScores(), SCORES_CODEC);
    out.writeField(BOSS, user.getBoss(), this);
    out.writeField(FRIENDS, user.getFriends(), FRIENDS_CODEC);
    out.writeField(GROUP, user.getGroup(), GroupCodec.INSTANCE);
    out.writeField(ADDRESS, user.getAddress(), AddressCodec.INSTANCE);
    out.endObject();
  }

  @Override
  public User readJson(JsonReader in) {
    long id = 0;
    String name = null;
    boolean active = false;
    List<Integer> scores = null;
    User boss = null;
    List<User> friends = null;
    Group group = null;
    Address address = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> id = in.readInt64();
        case 1 -> name = in.readString();
        case 2 -> active = in.readBool();
        case 3 -> scores = in.readValue(SCORES_CODEC);
        case 4 -> boss = in.readValue(this);
        case 5 -> friends = in.readValue(FRIENDS_CODEC);
        case 6 -> group = in.readValue(GroupCodec.INSTANCE);
        case 7 -> address = in.readValue(AddressCodec.INSTANCE);
        default -> throw new AssertionError(field);
      }
    }
    User user = new User();
    user.setId(id);
    user.setName(name);
    user.setActive(active);
    user.setScores(scores);
    user.setBoss(boss);
    user.setFriends(friends);
    user.setGroup(group);
    user.setAddress(address);
    return user;
  }

  @Override
  public void print(User user, TextPrinter out) {
    out.begin("User")
        .field("id", user.getId())
        .field("name", user.getName())
        .field("active", user.isActive())
        .field("scores", user.getScores(), SCORES_CODEC)
        .field("boss", user.getBoss(), this)
        .field("friends", user.getFriends(), FRIENDS_CODEC)
        .field("group", user.getGroup(), GroupCodec.INSTANCE)
        .field("address", user.getAddress(), AddressCodec.INSTANCE)
        .end();
  }

  /** Codec of {@link Address}. */
  static final class AddressCodec extends MessageCodec<Address> {
    static final AddressCodec INSTANCE = new AddressCodec();

    private static final JsonName STREET = JsonName.of("street");
    private static final JsonName FLOOR = JsonName.of("floor");
    private static final JsonName SEAL = JsonName.of("seal");
    private static final JsonName LETTER = JsonName.of("letter");
    private static final JsonName ROLE = JsonName.of("role");
    private static final JsonName ROLES = JsonName.of("roles");

    private static final JsonFields FIELDS = JsonFields.of(STREET, FLOOR, SEAL, LETTER, ROLE,
        ROLES);

    private static final Codec<Optional<String>> FLOOR_CODEC = Codecs.optional(Codecs.STRING);
    private static final ScalarCodec<Role> ROLE_CODEC = Codecs.enumeration(Role.values());
    private static final Codec<Role[]> ROLES_CODEC =
        Codecs.array(Codecs.enumeration(Role.values()), Role[]::new);

    private AddressCodec() {
      super("Address");
    }

    @Override
    public void write(Address address, WireWriter out) {
      out.writeString(1, address.street());
      FLOOR_CODEC.writeField(2, address.floor(), out);
      out.writeBytes(3, address.seal());
      out.writeInt32(4, address.letter());
      ROLE_CODEC.writeField(5, address.role(), out);
      ROLES_CODEC.writeField(6, address.roles(), out);
    }

    @Override
    public Address read(WireReader in) {
      String street = null;
      Optional<String> floor = Optional.empty();
      byte[] seal = null;
      char letter = 0;
      Role role = null;
      Role[] roles = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> street = in.readString();
          case 2 -> floor = FLOOR_CODEC.readField(in, floor);
          case 3 -> seal = in.readBytes();
          case 4 -> letter = in.readChar();
          case 5 -> role = ROLE_CODEC.readField(in, role);
          case 6 -> roles = ROLES_CODEC.readField(in, roles);
          default -> in.skipField();
        }
      }
      return new Address(street, floor, seal, letter, role, roles);
    }

    @Override
    public void writeJson(Address address, JsonWriter out) {
      out.beginObject();
      out.writeString(STREET, address.street());
      out.writeField(FLOOR, address.floor(), FLOOR_CODEC);
      out.writeField(SEAL, address.seal(), Codecs.BYTES);
      out.writeChar(LETTER, address.letter());
      out.writeField(ROLE, address.role(), ROLE_CODEC);
      out.writeField(ROLES, address.roles(), ROLES_CODEC);
      out.endObject();
    }

    @Override
    public Address readJson(JsonReader in) {
      String street = null;
      Optional<String> floor = Optional.empty();
      byte[] seal = null;
      char letter = 0;
      Role role = null;
      Role[] roles = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> street = in.readString();
          case 1 -> floor = in.readValue(FLOOR_CODEC);
          case 2 -> seal = in.readValue(Codecs.BYTES);
          case 3 -> letter = in.readChar();
          case 4 -> role = in.readValue(ROLE_CODEC);
          case 5 -> roles = in.readValue(ROLES_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new Address(street, floor, seal, letter, role, roles);
    }

    @Override
    public void print(Address address, TextPrinter out) {
      out.begin("Address")
          .field("street", address.street())
          .field("floor", address.floor(), FLOOR_CODEC)
          .field("seal", address.seal(), Codecs.BYTES)
          .field("letter", address.letter())
          .field("role", address.role(), ROLE_CODEC)
          .field("roles", address.roles(), ROLES_CODEC)
          .end();
    }
  }
}
