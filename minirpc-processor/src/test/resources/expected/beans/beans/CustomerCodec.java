// Written by minirpc-processor from Customer; changes are lost.
package beans;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.List;
import java.util.Optional;

/** Codec of {@link Customer}. */
@Generated("minirpc-processor")
public final class CustomerCodec extends MessageCodec<Customer> {
  /** The only instance. */
  public static final CustomerCodec INSTANCE = new CustomerCodec();

  private static final JsonName ID = JsonName.of("id");
  private static final JsonName ALL = JsonName.of("all");
  private static final JsonName VERSION = JsonName.of("version");
  private static final JsonName NAME = JsonName.of("full_name");
  private static final JsonName ACTIVE = JsonName.of("active");
  private static final JsonName VIP = JsonName.of("vip");
  private static final JsonName URL = JsonName.of("URL");
  private static final JsonName NICK = JsonName.of("nick");
  private static final JsonName BALANCE = JsonName.of("balance");

  private static final JsonFields FIELDS = JsonFields.of(ID, ALL, VERSION, NAME, ACTIVE, VIP, URL,
      NICK, BALANCE);

  private static final Codec<List<String>> ALL_CODEC = Codecs.list(Codecs.STRING);
  private static final Codec<Optional<String>> NICK_CODEC = Codecs.optional(Codecs.STRING);

  private CustomerCodec() {
    super("Customer");
  }

  @Override
  public void write(Customer customer, WireWriter out) {
    out.writeString(1, customer.getId());
    ALL_CODEC.writeField(2, customer.getAll(), out);
    out.writeInt32(3, customer.getVersion());
    out.writeString(4, customer.getName());
    out.writeBool(5, customer.isActive());
    Codecs.BOOL.writeField(6, customer.isVip(), out);
    out.writeString(7, customer.getURL());
    NICK_CODEC.writeField(8, customer.getNick(), out);
    out.writeSint32(100, customer.getBalance());
  }

  @Override
  public Customer read(WireReader in) {
    String id = null;
    List<String> all = null;
    int version = 0;
    String name = null;
    boolean active = false;
    Boolean vip = null;
    String URL = null;
    Optional<String> nick = Optional.empty();
    int balance = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> id = in.readString();
        case 2 -> all = ALL_CODEC.readField(in, all);
        case 3 -> version = in.readInt32();
        case 4 -> name = in.readString();
        case 5 -> active = in.readBool();
        case 6 -> vip = Codecs.BOOL.readField(in, vip);
        case 7 -> URL = in.readString();
        case 8 -> nick = NICK_CODEC.readField(in, nick);
        case 100 -> balance = in.readSint32();
        default -> in.skipField();
      }
    }
    Customer customer = new Customer();
    customer.setId(id);
    customer.setAll(all);
    customer.setVersion(version);
    customer.setName(name);
    customer.setActive(active);
    customer.setVip(vip);
    customer.setURL(URL);
    customer.setNick(nick);
    customer.setBalance(balance);
    return customer;
  }

  @Override
  public void writeJson(Customer customer, JsonWriter out) {
    out.beginObject();
    out.writeString(ID, customer.getId());
    out.writeField(ALL, customer.getAll(), ALL_CODEC);
    out.writeInt32(VERSION, customer.getVersion());
    out.writeString(NAME, customer.getName());
    out.writeBool(ACTIVE, customer.isActive());
    out.writeField(VIP, customer.isVip(), Codecs.BOOL);
    out.writeString(URL, customer.getURL());
    out.writeField(NICK, customer.getNick(), NICK_CODEC);
    out.writeInt32(BALANCE, customer.getBalance());
    out.endObject();
  }

  @Override
  public Customer readJson(JsonReader in) {
    String id = null;
    List<String> all = null;
    int version = 0;
    String name = null;
    boolean active = false;
    Boolean vip = null;
    String URL = null;
    Optional<String> nick = Optional.empty();
    int balance = 0;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> id = in.readString();
        case 1 -> all = in.readValue(ALL_CODEC);
        case 2 -> version = in.readInt32();
        case 3 -> name = in.readString();
        case 4 -> active = in.readBool();
        case 5 -> vip = in.readValue(Codecs.BOOL);
        case 6 -> URL = in.readString();
        case 7 -> nick = in.readValue(NICK_CODEC);
        case 8 -> balance = in.readInt32();
        default -> throw new AssertionError(field);
      }
    }
    Customer customer = new Customer();
    customer.setId(id);
    customer.setAll(all);
    customer.setVersion(version);
    customer.setName(name);
    customer.setActive(active);
    customer.setVip(vip);
    customer.setURL(URL);
    customer.setNick(nick);
    customer.setBalance(balance);
    return customer;
  }

  @Override
  public void print(Customer customer, TextPrinter out) {
    out.begin("Customer")
        .field("id", customer.getId())
        .field("all", customer.getAll(), ALL_CODEC)
        .field("version", customer.getVersion())
        .field("name", customer.getName())
        .field("active", customer.isActive())
        .field("vip", customer.isVip(), Codecs.BOOL)
        .field("URL", customer.getURL())
        .field("nick", customer.getNick(), NICK_CODEC)
        .field("balance", customer.getBalance())
        .end();
  }
}
