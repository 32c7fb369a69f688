// Written by minirpc-processor from Vault; changes are lost.
package secrets;

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
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The methods of {@link Vault} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class VaultMethods {
  /** The name of the service. */
  public static final String SERVICE = "Vault";

  /** {@link Vault#login}. */
  public static final MethodDescriptor<LoginArgs, Vault.Token> LOGIN =
      MethodDescriptor.builder(SERVICE, "login", LoginArgsCodec.INSTANCE, TokenCodec.INSTANCE)
          .declares(RefusedCodec.INSTANCE)
          .build();

  /** {@link Vault#open}. */
  public static final MethodDescriptor<OpenArgs, Void> OPEN =
      MethodDescriptor.builder(SERVICE, "open", OpenArgsCodec.INSTANCE, Codecs.NOTHING).build();

  /** {@link Vault#change}. */
  public static final MethodDescriptor<Credentials, Void> CHANGE =
      MethodDescriptor.builder(
              SERVICE, "change", Codecs.sensitive(CredentialsCodec.INSTANCE), Codecs.NOTHING)
          .build();

  private static final Codec<TreeSet<String>> KEYS_REPLY =
      Codecs.sensitive(Codecs.collection(Codecs.STRING, TreeSet::new));

  /** {@link Vault#keys}. */
  public static final MethodDescriptor<KeysArgs, TreeSet<String>> KEYS =
      MethodDescriptor.builder(SERVICE, "keys", KeysArgsCodec.INSTANCE, KEYS_REPLY).build();

  /** {@link Vault#store}. */
  public static final MethodDescriptor<StoreArgs, Void> STORE =
      MethodDescriptor.builder(SERVICE, "store", StoreArgsCodec.INSTANCE, Codecs.NOTHING).build();

  private VaultMethods() {}

  /** Arguments of {@link Vault#login}. */
  public record LoginArgs(String user, String password) {
    @Override
    public String toString() {
      return TextPrinter.print(LoginArgsCodec.INSTANCE, this);
    }
  }

  /** Codec of {@link LoginArgs}. */
  static final class LoginArgsCodec extends MessageCodec<LoginArgs> {
    static final LoginArgsCodec INSTANCE = new LoginArgsCodec();

    private static final JsonName USER = JsonName.of("user");
    private static final JsonName PASSWORD = JsonName.of("password");
    private static final JsonFields FIELDS = JsonFields.of(USER, PASSWORD);
    private static final Codec<String> PASSWORD_CODEC = Codecs.sensitive(Codecs.STRING);

    private LoginArgsCodec() {
      super("LoginArgs");
    }

    @Override
    public void write(LoginArgs args, WireWriter out) {
      out.writeString(1, args.user());
      PASSWORD_CODEC.writeField(2, args.password(), out);
    }

    @Override
    public LoginArgs read(WireReader in) {
      String user = null;
      String password = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> user = in.readString();
          case 2 -> password = PASSWORD_CODEC.readField(in, password);
          default -> in.skipField();
        }
      }
      return new LoginArgs(user, password);
    }

    @Override
    public void writeJson(LoginArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(USER, args.user());
      out.writeField(PASSWORD, args.password(), PASSWORD_CODEC);
      out.endObject();
    }

    @Override
    public LoginArgs readJson(JsonReader in) {
      String user = null;
      String password = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> user = in.readString();
          case 1 -> password = in.readValue(PASSWORD_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new LoginArgs(user, password);
    }

    @Override
    public void print(LoginArgs args, TextPrinter out) {
      out.begin("LoginArgs")
          .field("user", args.user())
          .hidden("password")
          .end();
    }
  }

  /** Arguments of {@link Vault#open}. */
  public record OpenArgs(Credentials credentials, Vault.Safe<Integer> safe) {}

  /** Codec of {@link OpenArgs}. */
  static final class OpenArgsCodec extends MessageCodec<OpenArgs> {
    static final OpenArgsCodec INSTANCE = new OpenArgsCodec();

    private static final JsonName CREDENTIALS = JsonName.of("credentials");
    private static final JsonName SAFE = JsonName.of("safe");
    private static final JsonFields FIELDS = JsonFields.of(CREDENTIALS, SAFE);

    private OpenArgsCodec() {
      super("OpenArgs");
    }

    @Override
    public void write(OpenArgs args, WireWriter out) {
      out.writeMessage(1, args.credentials(), CredentialsCodec.INSTANCE);
      out.writeMessage(2, args.safe(), SafeOfIntegerCodec.INSTANCE);
    }

    @Override
    public OpenArgs read(WireReader in) {
      Credentials credentials = null;
      Vault.Safe<Integer> safe = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> credentials = in.readMessage(CredentialsCodec.INSTANCE);
          case 2 -> safe = in.readMessage(SafeOfIntegerCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new OpenArgs(credentials, safe);
    }

    @Override
    public void writeJson(OpenArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(CREDENTIALS, args.credentials(), CredentialsCodec.INSTANCE);
      out.writeField(SAFE, args.safe(), SafeOfIntegerCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public OpenArgs readJson(JsonReader in) {
      Credentials credentials = null;
      Vault.Safe<Integer> safe = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> credentials = in.readValue(CredentialsCodec.INSTANCE);
          case 1 -> safe = in.readValue(SafeOfIntegerCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new OpenArgs(credentials, safe);
    }

    @Override
    public void print(OpenArgs args, TextPrinter out) {
      out.begin("OpenArgs")
          .field("credentials", args.credentials(), CredentialsCodec.INSTANCE)
          .field("safe", args.safe(), SafeOfIntegerCodec.INSTANCE)
          .end();
    }
  }

  /** Arguments of {@link Vault#keys}. */
  public record KeysArgs(int pin, boolean all) {
    @Override
    public String toString() {
      return TextPrinter.print(KeysArgsCodec.INSTANCE, this);
    }
  }

  /** Codec of {@link KeysArgs}. */
  static final class KeysArgsCodec extends MessageCodec<KeysArgs> {
    static final KeysArgsCodec INSTANCE = new KeysArgsCodec();

    private static final JsonName PIN = JsonName.of("pin");
    private static final JsonName ALL = JsonName.of("all");
    private static final JsonFields FIELDS = JsonFields.of(PIN, ALL);
    private static final Codec<Integer> PIN_CODEC =
        Codecs.sensitive(Codecs.primitive(Codecs.INT32, 0));

    private KeysArgsCodec() {
      super("KeysArgs");
    }

    @Override
    public void write(KeysArgs args, WireWriter out) {
      PIN_CODEC.writeField(1, args.pin(), out);
      out.writeBool(2, args.all());
    }

    @Override
    public KeysArgs read(WireReader in) {
      int pin = 0;
      boolean all = false;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> pin = PIN_CODEC.readField(in, pin);
          case 2 -> all = in.readBool();
          default -> in.skipField();
        }
      }
      return new KeysArgs(pin, all);
    }

    @Override
    public void writeJson(KeysArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(PIN, args.pin(), PIN_CODEC);
      out.writeBool(ALL, args.all());
      out.endObject();
    }

    @Override
    public KeysArgs readJson(JsonReader in) {
      int pin = 0;
      boolean all = false;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> pin = in.readValue(PIN_CODEC);
          case 1 -> all = in.readBool();
          default -> throw new AssertionError(field);
        }
      }
      return new KeysArgs(pin, all);
    }

    @Override
    public void print(KeysArgs args, TextPrinter out) {
      out.begin("KeysArgs")
          .hidden("pin")
          .field("all", args.all())
          .end();
    }
  }

  /** Arguments of {@link Vault#store}. */
  public record StoreArgs(Map<String, List<Vault.Token>> tokens) {
    @Override
    public String toString() {
      return TextPrinter.print(StoreArgsCodec.INSTANCE, this);
    }
  }

  /** Codec of {@link StoreArgs}. */
  static final class StoreArgsCodec extends MessageCodec<StoreArgs> {
    static final StoreArgsCodec INSTANCE = new StoreArgsCodec();

    private static final JsonName TOKENS = JsonName.of("tokens");
    private static final JsonFields FIELDS = JsonFields.of(TOKENS);
    private static final Codec<Map<String, List<Vault.Token>>> TOKENS_CODEC =
        Codecs.sensitive(Codecs.map(Codecs.STRING, Codecs.list(TokenCodec.INSTANCE)));

    private StoreArgsCodec() {
      super("StoreArgs");
    }

    @Override
    public void write(StoreArgs args, WireWriter out) {
      TOKENS_CODEC.writeField(1, args.tokens(), out);
    }

    @Override
    public StoreArgs read(WireReader in) {
      Map<String, List<Vault.Token>> tokens = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> tokens = TOKENS_CODEC.readField(in, tokens);
          default -> in.skipField();
        }
      }
      return new StoreArgs(tokens);
    }

    @Override
    public void writeJson(StoreArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(TOKENS, args.tokens(), TOKENS_CODEC);
      out.endObject();
    }

    @Override
    public StoreArgs readJson(JsonReader in) {
      Map<String, List<Vault.Token>> tokens = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> tokens = in.readValue(TOKENS_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new StoreArgs(tokens);
    }

    @Override
    public void print(StoreArgs args, TextPrinter out) {
      out.begin("StoreArgs")
          .hidden("tokens")
          .end();
    }
  }

  /** Codec of {@link Vault.Token}. */
  static final class TokenCodec extends MessageCodec<Vault.Token> {
    static final TokenCodec INSTANCE = new TokenCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonName SECRET = JsonName.of("secret");
    private static final JsonFields FIELDS = JsonFields.of(ID, SECRET);
    private static final Codec<byte[]> SECRET_CODEC = Codecs.sensitive(Codecs.BYTES);

    private TokenCodec() {
      super("Token");
    }

    @Override
    public void write(Vault.Token token, WireWriter out) {
      out.writeInt64(1, token.id());
      SECRET_CODEC.writeField(2, token.secret(), out);
    }

    @Override
    public Vault.Token read(WireReader in) {
      long id = 0;
      byte[] secret = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt64();
          case 2 -> secret = SECRET_CODEC.readField(in, secret);
          default -> in.skipField();
        }
      }
      try {
        return new Vault.Token(id, secret);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void writeJson(Vault.Token token, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, token.id());
      out.writeField(SECRET, token.secret(), SECRET_CODEC);
      out.endObject();
    }

    @Override
    public Vault.Token readJson(JsonReader in) {
      long id = 0;
      byte[] secret = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          case 1 -> secret = in.readValue(SECRET_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      try {
        return new Vault.Token(id, secret);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void print(Vault.Token token, TextPrinter out) {
      out.begin("Token")
          .field("id", token.id())
          .hidden("secret")
          .end();
    }
  }

  /** Codec of {@link Credentials}. */
  static final class CredentialsCodec extends MessageCodec<Credentials> {
    static final CredentialsCodec INSTANCE = new CredentialsCodec();

    private static final JsonName USER = JsonName.of("user");
    private static final JsonName PASSWORD = JsonName.of("password");
    private static final JsonName PIN = JsonName.of("pin");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonFields FIELDS = JsonFields.of(USER, PASSWORD, PIN, NEXT);
    private static final Codec<String> PASSWORD_CODEC = Codecs.sensitive(Codecs.STRING);
    private static final Codec<char[]> PIN_CODEC = Codecs.sensitive(Codecs.CHAR_ARRAY);
    private static final Codec<Credentials> NEXT_CODEC = Codecs.sensitive(INSTANCE);

    private CredentialsCodec() {
      super("Credentials");
    }

    @Override
    public void write(Credentials credentials, WireWriter out) {
      out.writeString(1, credentials.getUser());
      PASSWORD_CODEC.writeField(2, credentials.getPassword(), out);
      PIN_CODEC.writeField(3, credentials.getPin(), out);
      NEXT_CODEC.writeField(4, credentials.getNext(), out);
    }

    @Override
    public Credentials read(WireReader in) {
      String user = null;
      String password = null;
      char[] pin = null;
      Credentials next = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> user = in.readString();
          case 2 -> password = PASSWORD_CODEC.readField(in, password);
          case 3 -> pin = PIN_CODEC.readField(in, pin);
          case 4 -> next = NEXT_CODEC.readField(in, next);
          default -> in.skipField();
        }
      }
      try {
        Credentials credentials = new Credentials();
        credentials.setUser(user);
        credentials.setPassword(password);
        credentials.setPin(pin);
        credentials.setNext(next);
        return credentials;
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void writeJson(Credentials credentials, JsonWriter out) {
      out.beginObject();
      out.writeString(USER, credentials.getUser());
      out.writeField(PASSWORD, credentials.getPassword(), PASSWORD_CODEC);
      out.writeField(PIN, credentials.getPin(), PIN_CODEC);
      out.writeField(NEXT, credentials.getNext(), NEXT_CODEC);
      out.endObject();
    }

    @Override
    public Credentials readJson(JsonReader in) {
      String user = null;
      String password = null;
      char[] pin = null;
      Credentials next = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> user = in.readString();
          case 1 -> password = in.readValue(PASSWORD_CODEC);
          case 2 -> pin = in.readValue(PIN_CODEC);
          case 3 -> next = in.readValue(NEXT_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      try {
        Credentials credentials = new Credentials();
        credentials.setUser(user);
        credentials.setPassword(password);
        credentials.setPin(pin);
        credentials.setNext(next);
        return credentials;
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void print(Credentials credentials, TextPrinter out) {
      out.begin("Credentials")
          .field("user", credentials.getUser())
          .hidden("password")
          .hidden("pin")
          .hidden("next")
          .end();
    }
  }

  /** Codec of {@link Vault.Safe}. */
  static final class SafeOfIntegerCodec extends MessageCodec<Vault.Safe<Integer>> {
    static final SafeOfIntegerCodec INSTANCE = new SafeOfIntegerCodec();

    private static final JsonName NAME = JsonName.of("name");
    private static final JsonName CODE = JsonName.of("code");
    private static final JsonFields FIELDS = JsonFields.of(NAME, CODE);
    private static final Codec<Integer> CODE_CODEC = Codecs.sensitive(Codecs.INT32);

    private SafeOfIntegerCodec() {
      super("Safe");
    }

    @Override
    public void write(Vault.Safe<Integer> safe, WireWriter out) {
      out.writeString(1, safe.name());
      CODE_CODEC.writeField(2, safe.code(), out);
    }

    @Override
    public Vault.Safe<Integer> read(WireReader in) {
      String name = null;
      Integer code = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> name = in.readString();
          case 2 -> code = CODE_CODEC.readField(in, code);
          default -> in.skipField();
        }
      }
      try {
        return new Vault.Safe<>(name, code);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void writeJson(Vault.Safe<Integer> safe, JsonWriter out) {
      out.beginObject();
      out.writeString(NAME, safe.name());
      out.writeField(CODE, safe.code(), CODE_CODEC);
      out.endObject();
    }

    @Override
    public Vault.Safe<Integer> readJson(JsonReader in) {
      String name = null;
      Integer code = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> name = in.readString();
          case 1 -> code = in.readValue(CODE_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      try {
        return new Vault.Safe<>(name, code);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void print(Vault.Safe<Integer> safe, TextPrinter out) {
      out.begin("Safe")
          .field("name", safe.name())
          .hidden("code")
          .end();
    }
  }

  /** Codec of {@link Vault.Refused}. */
  static final class RefusedCodec extends ExceptionCodec<Vault.Refused> {
    static final RefusedCodec INSTANCE = new RefusedCodec();

    private static final JsonName PASSWORD = JsonName.of("password");
    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(PASSWORD, MESSAGE);
    private static final Codec<String> PASSWORD_CODEC = Codecs.sensitive(Codecs.STRING);
    private static final Codec<String> MESSAGE_CODEC = Codecs.sensitive(Codecs.STRING);

    private RefusedCodec() {
      super("Refused", Vault.Refused.class);
    }

    @Override
    public void write(Vault.Refused refused, WireWriter out) {
      PASSWORD_CODEC.writeField(1, refused.getPassword(), out);
      MESSAGE_CODEC.writeField(2, refused.getMessage(), out);
    }

    @Override
    public Vault.Refused read(WireReader in) {
      String password = null;
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> password = PASSWORD_CODEC.readField(in, password);
          case 2 -> message = MESSAGE_CODEC.readField(in, message);
          default -> in.skipField();
        }
      }
      try {
        return new Vault.Refused(message, password);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void writeJson(Vault.Refused refused, JsonWriter out) {
      out.beginObject();
      out.writeField(PASSWORD, refused.getPassword(), PASSWORD_CODEC);
      out.writeField(MESSAGE, refused.getMessage(), MESSAGE_CODEC);
      out.endObject();
    }

    @Override
    public Vault.Refused readJson(JsonReader in) {
      String password = null;
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> password = in.readValue(PASSWORD_CODEC);
          case 1 -> message = in.readValue(MESSAGE_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      try {
        return new Vault.Refused(message, password);
      } catch (RuntimeException refused) {
        throw refusal();
      }
    }

    @Override
    public void print(Vault.Refused refused, TextPrinter out) {
      out.begin("Refused")
          .hidden("password")
          .hidden("message")
          .end();
    }

    @Override
    public boolean hidesMessage() {
      return true;
    }
  }
}
