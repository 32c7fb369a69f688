// Written by minirpc-processor from UserService; changes are lost.
package users;

import io.minirpc.MethodDescriptor;
import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The methods of {@link UserService} as both sides of a call know them: names, arguments, codecs.
 */
@Generated("minirpc-processor")
public final class UserServiceMethods {
  /** The name of the service. */
  public static final String SERVICE = "UserService";

  /** {@link UserService#getUser}. */
  public static final MethodDescriptor<GetUserArgs, User> GET_USER =
      MethodDescriptor.builder(SERVICE, "getUser", GetUserArgsCodec.INSTANCE, UserCodec.INSTANCE)
          .declares(UserNotFoundCodec.INSTANCE)
          .hashKey(GetUserArgs::id)
          .build();

  /** {@link UserService#find}. */
  public static final MethodDescriptor<FindArgs, User> FIND =
      MethodDescriptor.builder(SERVICE, "find", FindArgsCodec.INSTANCE, UserCodec.INSTANCE)
          .declares(UserNotFoundCodec.INSTANCE)
          .declares(AccountExceptionCodec.INSTANCE)
          .timeoutMillis(1500)
          .hashKey(FindArgs::name)
          .build();

  /** {@link UserService#list}. */
  public static final MethodDescriptor<Void, List<User>> LIST =
      MethodDescriptor.builder(
              SERVICE, "list", Codecs.NOTHING, Codecs.list(UserCodec.INSTANCE))
          .build();

  /** {@link UserService#save}. */
  public static final MethodDescriptor<User, Void> SAVE =
      MethodDescriptor.builder(SERVICE, "save", UserCodec.INSTANCE, Codecs.NOTHING).build();

  /** {@link UserService#rename}. */
  public static final MethodDescriptor<User, User> RENAME =
      MethodDescriptor.builder(SERVICE, "rename", UserCodec.INSTANCE, UserCodec.INSTANCE).build();

  /** {@link UserService#ping}. */
  public static final MethodDescriptor<PingArgs, Void> PING =
      MethodDescriptor.builder(SERVICE, "ping", PingArgsCodec.INSTANCE, Codecs.NOTHING).build();

  /** {@link UserService#count}. */
  public static final MethodDescriptor<Void, Integer> COUNT =
      MethodDescriptor.builder(
              SERVICE, "count", Codecs.NOTHING, Codecs.primitive(Codecs.INT32, 0))
          .build();

  /** {@link UserService#exists}. */
  public static final MethodDescriptor<ExistsArgs, Boolean> EXISTS =
      MethodDescriptor.builder(
              SERVICE, "exists", ExistsArgsCodec.INSTANCE, Codecs.primitive(Codecs.BOOL, false))
          .hashKey(ExistsArgs::role)
          .build();

  /** {@link UserService#page}. */
  public static final MethodDescriptor<PageRequest, Page<User>> PAGE =
      MethodDescriptor.builder(
              SERVICE, "page", PageRequestCodec.INSTANCE, PageOfUserCodec.INSTANCE)
          .build();

  /** {@link UserService#page}. */
  public static final MethodDescriptor<PageArgs, Page<User>> PAGE_2 =
      MethodDescriptor.builder(
              SERVICE, "pageByName", PageArgsCodec.INSTANCE, PageOfUserCodec.INSTANCE)
          .build();

  private static final Codec<TreeSet<String>> NAMES_REPLY =
      Codecs.collection(Codecs.STRING, TreeSet::new);

  /** {@link UserService#names}. */
  public static final MethodDescriptor<NamesArgs, TreeSet<String>> NAMES =
      MethodDescriptor.builder(SERVICE, "names", NamesArgsCodec.INSTANCE, NAMES_REPLY).build();

  /** {@link UserService#version}. */
  public static final MethodDescriptor<Void, String> VERSION =
      MethodDescriptor.builder(SERVICE, "version", Codecs.NOTHING, Codecs.STRING)
          .timeoutMillis(200)
          .build();

  private UserServiceMethods() {}

  /** Arguments of {@link UserService#getUser}. */
  public record GetUserArgs(long id) {}

  /** Codec of {@link GetUserArgs}. */
  static final class GetUserArgsCodec extends MessageCodec<GetUserArgs> {
    static final GetUserArgsCodec INSTANCE = new GetUserArgsCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonFields FIELDS = JsonFields.of(ID);

    private GetUserArgsCodec() {
      super("GetUserArgs");
    }

    @Override
    public void write(GetUserArgs args, WireWriter out) {
      out.writeInt64(1, args.id());
    }

    @Override
    public GetUserArgs read(WireReader in) {
      long id = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt64();
          default -> in.skipField();
        }
      }
      return new GetUserArgs(id);
    }

    @Override
    public void writeJson(GetUserArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, args.id());
      out.endObject();
    }

    @Override
    public GetUserArgs readJson(JsonReader in) {
      long id = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new GetUserArgs(id);
    }

    @Override
    public void print(GetUserArgs args, TextPrinter out) {
      out.begin("GetUserArgs")
          .field("id", args.id())
          .end();
    }
  }

  /** Arguments of {@link UserService#find}. */
  public record FindArgs(String name) {}

  /** Codec of {@link FindArgs}. */
  static final class FindArgsCodec extends MessageCodec<FindArgs> {
    static final FindArgsCodec INSTANCE = new FindArgsCodec();

    private static final JsonName NAME = JsonName.of("name");
    private static final JsonFields FIELDS = JsonFields.of(NAME);

    private FindArgsCodec() {
      super("FindArgs");
    }

    @Override
    public void write(FindArgs args, WireWriter out) {
      out.writeString(1, args.name());
    }

    @Override
    public FindArgs read(WireReader in) {
      String name = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> name = in.readString();
          default -> in.skipField();
        }
      }
      return new FindArgs(name);
    }

    @Override
    public void writeJson(FindArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(NAME, args.name());
      out.endObject();
    }

    @Override
    public FindArgs readJson(JsonReader in) {
      String name = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> name = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new FindArgs(name);
    }

    @Override
    public void print(FindArgs args, TextPrinter out) {
      out.begin("FindArgs")
          .field("name", args.name())
          .end();
    }
  }

  /** Arguments of {@link UserService#ping}. */
  public record PingArgs(int times, long sentAt) {}

  /** Codec of {@link PingArgs}. */
  static final class PingArgsCodec extends MessageCodec<PingArgs> {
    static final PingArgsCodec INSTANCE = new PingArgsCodec();

    private static final JsonName TIMES = JsonName.of("times");
    private static final JsonName SENT_AT = JsonName.of("sent_at");
    private static final JsonFields FIELDS = JsonFields.of(TIMES, SENT_AT);

    private PingArgsCodec() {
      super("PingArgs");
    }

    @Override
    public void write(PingArgs args, WireWriter out) {
      out.writeInt32(1, args.times());
      out.writeInt64(7, args.sentAt());
    }

    @Override
    public PingArgs read(WireReader in) {
      int times = 0;
      long sentAt = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> times = in.readInt32();
          case 7 -> sentAt = in.readInt64();
          default -> in.skipField();
        }
      }
      return new PingArgs(times, sentAt);
    }

    @Override
    public void writeJson(PingArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt32(TIMES, args.times());
      out.writeInt64(SENT_AT, args.sentAt());
      out.endObject();
    }

    @Override
    public PingArgs readJson(JsonReader in) {
      int times = 0;
      long sentAt = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> times = in.readInt32();
          case 1 -> sentAt = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new PingArgs(times, sentAt);
    }

    @Override
    public void print(PingArgs args, TextPrinter out) {
      out.begin("PingArgs")
          .field("times", args.times())
          .field("sentAt", args.sentAt())
          .end();
    }
  }

  /** Arguments of {@link UserService#exists}. */
  public record ExistsArgs(long id, Role role) {}

  /** Codec of {@link ExistsArgs}. */
  static final class ExistsArgsCodec extends MessageCodec<ExistsArgs> {
    static final ExistsArgsCodec INSTANCE = new ExistsArgsCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonName ROLE = JsonName.of("role");
    private static final JsonFields FIELDS = JsonFields.of(ID, ROLE);
    private static final ScalarCodec<Role> ROLE_CODEC = Codecs.enumeration(Role.values());

    private ExistsArgsCodec() {
      super("ExistsArgs");
    }

    @Override
    public void write(ExistsArgs args, WireWriter out) {
      out.writeSfixed64(1, args.id());
      ROLE_CODEC.writeField(2, args.role(), out);
    }

    @Override
    public ExistsArgs read(WireReader in) {
      long id = 0;
      Role role = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readSfixed64();
          case 2 -> role = ROLE_CODEC.readField(in, role);
          default -> in.skipField();
        }
      }
      return new ExistsArgs(id, role);
    }

    @Override
    public void writeJson(ExistsArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, args.id());
      out.writeField(ROLE, args.role(), ROLE_CODEC);
      out.endObject();
    }

    @Override
    public ExistsArgs readJson(JsonReader in) {
      long id = 0;
      Role role = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          case 1 -> role = in.readValue(ROLE_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new ExistsArgs(id, role);
    }

    @Override
    public void print(ExistsArgs args, TextPrinter out) {
      out.begin("ExistsArgs")
          .field("id", args.id())
          .field("role", args.role(), ROLE_CODEC)
          .end();
    }
  }

  /** Arguments of {@link UserService#page}. */
  public record PageArgs(String name, int[] numbers) {}

  /** Codec of {@link PageArgs}. */
  static final class PageArgsCodec extends MessageCodec<PageArgs> {
    static final PageArgsCodec INSTANCE = new PageArgsCodec();

    private static final JsonName NAME = JsonName.of("name");
    private static final JsonName NUMBERS = JsonName.of("numbers");
    private static final JsonFields FIELDS = JsonFields.of(NAME, NUMBERS);

    private PageArgsCodec() {
      super("PageArgs");
    }

    @Override
    public void write(PageArgs args, WireWriter out) {
      out.writeString(1, args.name());
      Codecs.INT32_ARRAY.writeField(2, args.numbers(), out);
    }

    @Override
    public PageArgs read(WireReader in) {
      String name = null;
      int[] numbers = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> name = in.readString();
          case 2 -> numbers = Codecs.INT32_ARRAY.readField(in, numbers);
          default -> in.skipField();
        }
      }
      return new PageArgs(name, numbers);
    }

    @Override
    public void writeJson(PageArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(NAME, args.name());
      out.writeField(NUMBERS, args.numbers(), Codecs.INT32_ARRAY);
      out.endObject();
    }

    @Override
    public PageArgs readJson(JsonReader in) {
      String name = null;
      int[] numbers = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> name = in.readString();
          case 1 -> numbers = in.readValue(Codecs.INT32_ARRAY);
          default -> throw new AssertionError(field);
        }
      }
      return new PageArgs(name, numbers);
    }

    @Override
    public void print(PageArgs args, TextPrinter out) {
      out.begin("PageArgs")
          .field("name", args.name())
          .field("numbers", args.numbers(), Codecs.INT32_ARRAY)
          .end();
    }
  }

  /** Arguments of {@link UserService#names}. */
  public record NamesArgs(Optional<String> prefix, Map<String, List<Integer>> groups) {}

  /** Codec of {@link NamesArgs}. */
  static final class NamesArgsCodec extends MessageCodec<NamesArgs> {
    static final NamesArgsCodec INSTANCE = new NamesArgsCodec();

    private static final JsonName PREFIX = JsonName.of("prefix");
    private static final JsonName GROUPS = JsonName.of("groups");
    private static final JsonFields FIELDS = JsonFields.of(PREFIX, GROUPS);
    private static final Codec<Optional<String>> PREFIX_CODEC = Codecs.optional(Codecs.STRING);
    private static final Codec<Map<String, List<Integer>>> GROUPS_CODEC =
        Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT32));

    private NamesArgsCodec() {
      super("NamesArgs");
    }

    @Override
    public void write(NamesArgs args, WireWriter out) {
      PREFIX_CODEC.writeField(1, args.prefix(), out);
      GROUPS_CODEC.writeField(2, args.groups(), out);
    }

    @Override
    public NamesArgs read(WireReader in) {
      Optional<String> prefix = Optional.empty();
      Map<String, List<Integer>> groups = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> prefix = PREFIX_CODEC.readField(in, prefix);
          case 2 -> groups = GROUPS_CODEC.readField(in, groups);
          default -> in.skipField();
        }
      }
      return new NamesArgs(prefix, groups);
    }

    @Override
    public void writeJson(NamesArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(PREFIX, args.prefix(), PREFIX_CODEC);
      out.writeField(GROUPS, args.groups(), GROUPS_CODEC);
      out.endObject();
    }

    @Override
    public NamesArgs readJson(JsonReader in) {
      Optional<String> prefix = Optional.empty();
      Map<String, List<Integer>> groups = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> prefix = in.readValue(PREFIX_CODEC);
          case 1 -> groups = in.readValue(GROUPS_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new NamesArgs(prefix, groups);
    }

    @Override
    public void print(NamesArgs args, TextPrinter out) {
      out.begin("NamesArgs")
          .field("prefix", args.prefix(), PREFIX_CODEC)
          .field("groups", args.groups(), GROUPS_CODEC)
          .end();
    }
  }

  /** Codec of {@link Page}. */
  static final class PageOfUserCodec extends MessageCodec<Page<User>> {
    static final PageOfUserCodec INSTANCE = new PageOfUserCodec();

    private static final JsonName ITEMS = JsonName.of("items");
    private static final JsonName TOTAL = JsonName.of("total");
    private static final JsonName FIRST = JsonName.of("first");
    private static final JsonFields FIELDS = JsonFields.of(ITEMS, TOTAL, FIRST);
    private static final Codec<List<User>> ITEMS_CODEC = Codecs.list(UserCodec.INSTANCE);

    private PageOfUserCodec() {
      super("Page");
    }

    @Override
    public void write(Page<User> page, WireWriter out) {
      ITEMS_CODEC.writeField(1, page.items(), out);
      out.writeInt32(2, page.total());
      out.writeMessage(3, page.first(), UserCodec.INSTANCE);
    }

    @Override
    public Page<User> read(WireReader in) {
      List<User> items = null;
      int total = 0;
      User first = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> items = ITEMS_CODEC.readField(in, items);
          case 2 -> total = in.readInt32();
          case 3 -> first = in.readMessage(UserCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new Page<>(items, total, first);
    }

    @Override
    public void writeJson(Page<User> page, JsonWriter out) {
      out.beginObject();
      out.writeField(ITEMS, page.items(), ITEMS_CODEC);
      out.writeInt32(TOTAL, page.total());
      out.writeField(FIRST, page.first(), UserCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public Page<User> readJson(JsonReader in) {
      List<User> items = null;
      int total = 0;
      User first = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> items = in.readValue(ITEMS_CODEC);
          case 1 -> total = in.readInt32();
          case 2 -> first = in.readValue(UserCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new Page<>(items, total, first);
    }

    @Override
    public void print(Page<User> page, TextPrinter out) {
      out.begin("Page")
          .field("items", page.items(), ITEMS_CODEC)
          .field("total", page.total())
          .field("first", page.first(), UserCodec.INSTANCE)
          .end();
    }
  }

  /** Codec of {@link PageRequest}. */
  static final class PageRequestCodec extends MessageCodec<PageRequest> {
    static final PageRequestCodec INSTANCE = new PageRequestCodec();

    private static final JsonName NUMBER = JsonName.of("number");
    private static final JsonName SIZE = JsonName.of("size");
    private static final JsonFields FIELDS = JsonFields.of(NUMBER, SIZE);

    private PageRequestCodec() {
      super("PageRequest");
    }

    @Override
    public void write(PageRequest pageRequest, WireWriter out) {
      out.writeInt32(1, pageRequest.number());
      out.writeInt32(2, pageRequest.size());
    }

    @Override
    public PageRequest read(WireReader in) {
      int number = 0;
      int size = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> number = in.readInt32();
          case 2 -> size = in.readInt32();
          default -> in.skipField();
        }
      }
      return new PageRequest(number, size);
    }

    @Override
    public void writeJson(PageRequest pageRequest, JsonWriter out) {
      out.beginObject();
      out.writeInt32(NUMBER, pageRequest.number());
      out.writeInt32(SIZE, pageRequest.size());
      out.endObject();
    }

    @Override
    public PageRequest readJson(JsonReader in) {
      int number = 0;
      int size = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> number = in.readInt32();
          case 1 -> size = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      return new PageRequest(number, size);
    }

    @Override
    public void print(PageRequest pageRequest, TextPrinter out) {
      out.begin("PageRequest")
          .field("number", pageRequest.number())
          .field("size", pageRequest.size())
          .end();
    }
  }

  /** Codec of {@link UserNotFound}. */
  static final class UserNotFoundCodec extends ExceptionCodec<UserNotFound> {
    static final UserNotFoundCodec INSTANCE = new UserNotFoundCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonName ID = JsonName.of("id");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE, ID);

    private UserNotFoundCodec() {
      super("UserNotFound", UserNotFound.class);
    }

    @Override
    public void write(UserNotFound userNotFound, WireWriter out) {
      out.writeString(1, userNotFound.getMessage());
      out.writeInt64(2, userNotFound.id());
    }

    @Override
    public UserNotFound read(WireReader in) {
      String message = null;
      long id = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          case 2 -> id = in.readInt64();
          default -> in.skipField();
        }
      }
      return new UserNotFound(message, id);
    }

    @Override
    public void writeJson(UserNotFound userNotFound, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, userNotFound.getMessage());
      out.writeInt64(ID, userNotFound.id());
      out.endObject();
    }

    @Override
    public UserNotFound readJson(JsonReader in) {
      String message = null;
      long id = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          case 1 -> id = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new UserNotFound(message, id);
    }

    @Override
    public void print(UserNotFound userNotFound, TextPrinter out) {
      out.begin("UserNotFound")
          .field("message", userNotFound.getMessage())
          .field("id", userNotFound.id())
          .end();
    }
  }

  /** Codec of {@link AccountException}. */
  static final class AccountExceptionCodec extends ExceptionCodec<AccountException> {
    static final AccountExceptionCodec INSTANCE = new AccountExceptionCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private AccountExceptionCodec() {
      super("AccountException", AccountException.class);
    }

    @Override
    public void write(AccountException accountException, WireWriter out) {
      out.writeString(1, accountException.getMessage());
    }

    @Override
    public AccountException read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new AccountException(message);
    }

    @Override
    public void writeJson(AccountException accountException, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, accountException.getMessage());
      out.endObject();
    }

    @Override
    public AccountException readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new AccountException(message);
    }

    @Override
    public void print(AccountException accountException, TextPrinter out) {
      out.begin("AccountException")
          .field("message", accountException.getMessage())
          .end();
    }
  }
}
