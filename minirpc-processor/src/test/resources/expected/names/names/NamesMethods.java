// Written by minirpc-processor from Names; changes are lost.
package names;

import io.minirpc.MethodDescriptor;
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

/** The methods of {@link Names} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class NamesMethods {
  /** The name of the service. */
  public static final String SERVICE = "names.v1";

  /** {@link Names#channel}. */
  public static final MethodDescriptor<ChannelArgs, Integer> CHANNEL =
      MethodDescriptor.builder(
              SERVICE, "channel", ChannelArgsCodec.INSTANCE, Codecs.primitive(Codecs.INT32, 0))
          .build();

  /** {@link Names#in}. */
  public static final MethodDescriptor<InArgs, List<Integer>> IN =
      MethodDescriptor.builder(
              SERVICE, "in", InArgsCodec.INSTANCE, Codecs.list(Codecs.INT32))
          .build();

  /** {@link Names#out}. */
  public static final MethodDescriptor<Names.Out, Names.Out> OUT =
      MethodDescriptor.builder(SERVICE, "out", OutCodec.INSTANCE, OutCodec.INSTANCE).build();

  /** {@link Names#getUser}. */
  public static final MethodDescriptor<GetUserArgs, Void> GET_USER =
      MethodDescriptor.builder(SERVICE, "getUser", GetUserArgsCodec.INSTANCE, Codecs.NOTHING)
          .hashKey(GetUserArgs::wait_)
          .build();

  /** {@link Names#GET_USER}. */
  public static final MethodDescriptor<GET_USERArgs, Void> GET_USER_2 =
      MethodDescriptor.builder(
              SERVICE, "GET_USER", GET_USERArgsCodec.INSTANCE, Codecs.NOTHING)
          .build();

  /** {@link Names#service}. */
  public static final MethodDescriptor<Names.Service, Void> SERVICE_2 =
      MethodDescriptor.builder(SERVICE, "service", ServiceCodec.INSTANCE, Codecs.NOTHING).build();

  /** {@link Names#requireNonNull}. */
  public static final MethodDescriptor<Names.Object_, Void> REQUIRE_NON_NULL =
      MethodDescriptor.builder(
              SERVICE, "requireNonNull", Object_Codec.INSTANCE, Codecs.NOTHING)
          .build();

  /** {@link Names#notify}. */
  public static final MethodDescriptor<NotifyArgs, Void> NOTIFY =
      MethodDescriptor.builder(
              SERVICE, "notify2", NotifyArgsCodec.INSTANCE, Codecs.NOTHING)
          .build();

  /** {@link Names#channels}. */
  public static final MethodDescriptor<ChannelsArgs, Names.Channel> CHANNELS =
      MethodDescriptor.builder(
              SERVICE, "channels", ChannelsArgsCodec.INSTANCE, ChannelCodec.INSTANCE)
          .build();

  /** {@link Names#Find}. */
  public static final MethodDescriptor<FindArgs, String> FIND =
      MethodDescriptor.builder(SERVICE, "upper", FindArgsCodec.INSTANCE, Codecs.STRING).build();

  /** {@link Names#find}. */
  public static final MethodDescriptor<FindArgs2, String> FIND_2 =
      MethodDescriptor.builder(SERVICE, "lower", FindArgs2Codec.INSTANCE, Codecs.STRING).build();

  /**
   * {@link Names#aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode}.
   */
  public static final MethodDescriptor<AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs, Void> A_METHOD_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_CANNOT_POSSIBLY_FIT_INTO_ONE_LINE_OF_CODE =
      MethodDescriptor.builder(
              SERVICE, "aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode", AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgsCodec.INSTANCE, Codecs.NOTHING)
          .build();

  private NamesMethods() {}

  /** Arguments of {@link Names#channel}. */
  public record ChannelArgs(String channel, int service, long args) {}

  /** Codec of {@link ChannelArgs}. */
  static final class ChannelArgsCodec extends MessageCodec<ChannelArgs> {
    static final ChannelArgsCodec INSTANCE = new ChannelArgsCodec();

    private static final JsonName CHANNEL = JsonName.of("channel");
    private static final JsonName SERVICE = JsonName.of("service");
    private static final JsonName ARGS = JsonName.of("args");
    private static final JsonFields FIELDS = JsonFields.of(CHANNEL, SERVICE, ARGS);

    private ChannelArgsCodec() {
      super("ChannelArgs");
    }

    @Override
    public void write(ChannelArgs args, WireWriter out) {
      out.writeString(1, args.channel());
      out.writeInt32(2, args.service());
      out.writeInt64(3, args.args());
    }

    @Override
    public ChannelArgs read(WireReader in) {
      String channel = null;
      int service = 0;
      long args = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> channel = in.readString();
          case 2 -> service = in.readInt32();
          case 3 -> args = in.readInt64();
          default -> in.skipField();
        }
      }
      return new ChannelArgs(channel, service, args);
    }

    @Override
    public void writeJson(ChannelArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(CHANNEL, args.channel());
      out.writeInt32(SERVICE, args.service());
      out.writeInt64(ARGS, args.args());
      out.endObject();
    }

    @Override
    public ChannelArgs readJson(JsonReader in) {
      String channel = null;
      int service = 0;
      long args = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> channel = in.readString();
          case 1 -> service = in.readInt32();
          case 2 -> args = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new ChannelArgs(channel, service, args);
    }

    @Override
    public void print(ChannelArgs args, TextPrinter out) {
      out.begin("ChannelArgs")
          .field("channel", args.channel())
          .field("service", args.service())
          .field("args", args.args())
          .end();
    }
  }

  /** Arguments of {@link Names#in}. */
  public record InArgs(int in, int out, List<Integer> field) {}

  /** Codec of {@link InArgs}. */
  static final class InArgsCodec extends MessageCodec<InArgs> {
    static final InArgsCodec INSTANCE = new InArgsCodec();

    private static final JsonName IN = JsonName.of("in");
    private static final JsonName OUT = JsonName.of("out");
    private static final JsonName FIELD = JsonName.of("field");
    private static final JsonFields FIELDS = JsonFields.of(IN, OUT, FIELD);
    private static final Codec<List<Integer>> FIELD_CODEC = Codecs.list(Codecs.INT32);

    private InArgsCodec() {
      super("InArgs");
    }

    @Override
    public void write(InArgs args, WireWriter out) {
      out.writeInt32(1, args.in());
      out.writeInt32(2, args.out());
      FIELD_CODEC.writeField(3, args.field(), out);
    }

    @Override
    public InArgs read(WireReader in) {
      int in_ = 0;
      int out = 0;
      List<Integer> field_ = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> in_ = in.readInt32();
          case 2 -> out = in.readInt32();
          case 3 -> field_ = FIELD_CODEC.readField(in, field_);
          default -> in.skipField();
        }
      }
      return new InArgs(in_, out, field_);
    }

    @Override
    public void writeJson(InArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt32(IN, args.in());
      out.writeInt32(OUT, args.out());
      out.writeField(FIELD, args.field(), FIELD_CODEC);
      out.endObject();
    }

    @Override
    public InArgs readJson(JsonReader in) {
      int in_ = 0;
      int out = 0;
      List<Integer> field_ = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> in_ = in.readInt32();
          case 1 -> out = in.readInt32();
          case 2 -> field_ = in.readValue(FIELD_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new InArgs(in_, out, field_);
    }

    @Override
    public void print(InArgs args, TextPrinter out) {
      out.begin("InArgs")
          .field("in", args.in())
          .field("out", args.out())
          .field("field", args.field(), FIELD_CODEC)
          .end();
    }
  }

  /** Arguments of {@link Names#getUser}. */
  public record GetUserArgs(int clone_, int wait_, int notify_, int hashCode_, int toString_) {}

  /** Codec of {@link GetUserArgs}. */
  static final class GetUserArgsCodec extends MessageCodec<GetUserArgs> {
    static final GetUserArgsCodec INSTANCE = new GetUserArgsCodec();

    private static final JsonName CLONE = JsonName.of("clone");
    private static final JsonName WAIT = JsonName.of("wait");
    private static final JsonName NOTIFY = JsonName.of("notify");
    private static final JsonName HASH_CODE = JsonName.of("hashCode");
    private static final JsonName TO_STRING = JsonName.of("toString");

    private static final JsonFields FIELDS = JsonFields.of(CLONE, WAIT, NOTIFY, HASH_CODE,
        TO_STRING);

    private GetUserArgsCodec() {
      super("GetUserArgs");
    }

    @Override
    public void write(GetUserArgs args, WireWriter out) {
      out.writeInt32(1, args.clone_());
      out.writeInt32(2, args.wait_());
      out.writeInt32(3, args.notify_());
      out.writeInt32(4, args.hashCode_());
      out.writeInt32(5, args.toString_());
    }

    @Override
    public GetUserArgs read(WireReader in) {
      int clone = 0;
      int wait = 0;
      int notify = 0;
      int hashCode = 0;
      int toString = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> clone = in.readInt32();
          case 2 -> wait = in.readInt32();
          case 3 -> notify = in.readInt32();
          case 4 -> hashCode = in.readInt32();
          case 5 -> toString = in.readInt32();
          default -> in.skipField();
        }
      }
      return new GetUserArgs(clone, wait, notify, hashCode, toString);
    }

    @Override
    public void writeJson(GetUserArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt32(CLONE, args.clone_());
      out.writeInt32(WAIT, args.wait_());
      out.writeInt32(NOTIFY, args.notify_());
      out.writeInt32(HASH_CODE, args.hashCode_());
      out.writeInt32(TO_STRING, args.toString_());
      out.endObject();
    }

    @Override
    public GetUserArgs readJson(JsonReader in) {
      int clone = 0;
      int wait = 0;
      int notify = 0;
      int hashCode = 0;
      int toString = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> clone = in.readInt32();
          case 1 -> wait = in.readInt32();
          case 2 -> notify = in.readInt32();
          case 3 -> hashCode = in.readInt32();
          case 4 -> toString = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      return new GetUserArgs(clone, wait, notify, hashCode, toString);
    }

    @Override
    public void print(GetUserArgs args, TextPrinter out) {
      out.begin("GetUserArgs")
          .field("clone", args.clone_())
          .field("wait", args.wait_())
          .field("notify", args.notify_())
          .field("hashCode", args.hashCode_())
          .field("toString", args.toString_())
          .end();
    }
  }

  /** Arguments of {@link Names#GET_USER}. */
  public record GET_USERArgs(String message) {}

  /** Codec of {@link GET_USERArgs}. */
  static final class GET_USERArgsCodec extends MessageCodec<GET_USERArgs> {
    static final GET_USERArgsCodec INSTANCE = new GET_USERArgsCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private GET_USERArgsCodec() {
      super("GET_USERArgs");
    }

    @Override
    public void write(GET_USERArgs args, WireWriter out) {
      out.writeString(1, args.message());
    }

    @Override
    public GET_USERArgs read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new GET_USERArgs(message);
    }

    @Override
    public void writeJson(GET_USERArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, args.message());
      out.endObject();
    }

    @Override
    public GET_USERArgs readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new GET_USERArgs(message);
    }

    @Override
    public void print(GET_USERArgs args, TextPrinter out) {
      out.begin("GET_USERArgs")
          .field("message", args.message())
          .end();
    }
  }

  /** Arguments of {@link Names#notify}. */
  public record NotifyArgs(String text) {}

  /** Codec of {@link NotifyArgs}. */
  static final class NotifyArgsCodec extends MessageCodec<NotifyArgs> {
    static final NotifyArgsCodec INSTANCE = new NotifyArgsCodec();

    private static final JsonName TEXT = JsonName.of("text");
    private static final JsonFields FIELDS = JsonFields.of(TEXT);

    private NotifyArgsCodec() {
      super("NotifyArgs");
    }

    @Override
    public void write(NotifyArgs args, WireWriter out) {
      out.writeString(1, args.text());
    }

    @Override
    public NotifyArgs read(WireReader in) {
      String text = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> text = in.readString();
          default -> in.skipField();
        }
      }
      return new NotifyArgs(text);
    }

    @Override
    public void writeJson(NotifyArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(TEXT, args.text());
      out.endObject();
    }

    @Override
    public NotifyArgs readJson(JsonReader in) {
      String text = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> text = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new NotifyArgs(text);
    }

    @Override
    public void print(NotifyArgs args, TextPrinter out) {
      out.begin("NotifyArgs")
          .field("text", args.text())
          .end();
    }
  }

  /** Arguments of {@link Names#channels}. */
  public record ChannelsArgs(Names.Codec codec, List<Names.Codecs> codecs,
      Names.MessageCodec string) {}

  /** Codec of {@link ChannelsArgs}. */
  static final class ChannelsArgsCodec extends MessageCodec<ChannelsArgs> {
    static final ChannelsArgsCodec INSTANCE = new ChannelsArgsCodec();

    private static final JsonName CODEC = JsonName.of("codec");
    private static final JsonName CODECS = JsonName.of("codecs");
    private static final JsonName STRING = JsonName.of("string");
    private static final JsonFields FIELDS = JsonFields.of(CODEC, CODECS, STRING);
    private static final Codec<List<Names.Codecs>> CODECS_CODEC = Codecs.list(CodecsCodec.INSTANCE);

    private ChannelsArgsCodec() {
      super("ChannelsArgs");
    }

    @Override
    public void write(ChannelsArgs args, WireWriter out) {
      out.writeMessage(1, args.codec(), CodecCodec.INSTANCE);
      CODECS_CODEC.writeField(2, args.codecs(), out);
      out.writeMessage(3, args.string(), MessageCodecCodec.INSTANCE);
    }

    @Override
    public ChannelsArgs read(WireReader in) {
      Names.Codec codec = null;
      List<Names.Codecs> codecs = null;
      Names.MessageCodec string = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> codec = in.readMessage(CodecCodec.INSTANCE);
          case 2 -> codecs = CODECS_CODEC.readField(in, codecs);
          case 3 -> string = in.readMessage(MessageCodecCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new ChannelsArgs(codec, codecs, string);
    }

    @Override
    public void writeJson(ChannelsArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(CODEC, args.codec(), CodecCodec.INSTANCE);
      out.writeField(CODECS, args.codecs(), CODECS_CODEC);
      out.writeField(STRING, args.string(), MessageCodecCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public ChannelsArgs readJson(JsonReader in) {
      Names.Codec codec = null;
      List<Names.Codecs> codecs = null;
      Names.MessageCodec string = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> codec = in.readValue(CodecCodec.INSTANCE);
          case 1 -> codecs = in.readValue(CODECS_CODEC);
          case 2 -> string = in.readValue(MessageCodecCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new ChannelsArgs(codec, codecs, string);
    }

    @Override
    public void print(ChannelsArgs args, TextPrinter out) {
      out.begin("ChannelsArgs")
          .field("codec", args.codec(), CodecCodec.INSTANCE)
          .field("codecs", args.codecs(), CODECS_CODEC)
          .field("string", args.string(), MessageCodecCodec.INSTANCE)
          .end();
    }
  }

  /** Arguments of {@link Names#Find}. */
  public record FindArgs(String Text) {}

  /** Codec of {@link FindArgs}. */
  static final class FindArgsCodec extends MessageCodec<FindArgs> {
    static final FindArgsCodec INSTANCE = new FindArgsCodec();

    private static final JsonName TEXT = JsonName.of("Text");
    private static final JsonFields FIELDS = JsonFields.of(TEXT);

    private FindArgsCodec() {
      super("FindArgs");
    }

    @Override
    public void write(FindArgs args, WireWriter out) {
      out.writeString(1, args.Text());
    }

    @Override
    public FindArgs read(WireReader in) {
      String Text = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> Text = in.readString();
          default -> in.skipField();
        }
      }
      return new FindArgs(Text);
    }

    @Override
    public void writeJson(FindArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(TEXT, args.Text());
      out.endObject();
    }

    @Override
    public FindArgs readJson(JsonReader in) {
      String Text = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> Text = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new FindArgs(Text);
    }

    @Override
    public void print(FindArgs args, TextPrinter out) {
      out.begin("FindArgs")
          .field("Text", args.Text())
          .end();
    }
  }

  /** Arguments of {@link Names#find}. */
  public record FindArgs2(String text) {}

  /** Codec of {@link FindArgs2}. */
  static final class FindArgs2Codec extends MessageCodec<FindArgs2> {
    static final FindArgs2Codec INSTANCE = new FindArgs2Codec();

    private static final JsonName TEXT = JsonName.of("text");
    private static final JsonFields FIELDS = JsonFields.of(TEXT);

    private FindArgs2Codec() {
      super("FindArgs2");
    }

    @Override
    public void write(FindArgs2 args, WireWriter out) {
      out.writeString(1, args.text());
    }

    @Override
    public FindArgs2 read(WireReader in) {
      String text = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> text = in.readString();
          default -> in.skipField();
        }
      }
      return new FindArgs2(text);
    }

    @Override
    public void writeJson(FindArgs2 args, JsonWriter out) {
      out.beginObject();
      out.writeString(TEXT, args.text());
      out.endObject();
    }

    @Override
    public FindArgs2 readJson(JsonReader in) {
      String text = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> text = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new FindArgs2(text);
    }

    @Override
    public void print(FindArgs2 args, TextPrinter out) {
      out.begin("FindArgs2")
          .field("text", args.text())
          .end();
    }
  }

  /**
   * Arguments of {@link Names#aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode}.
   */
  public record AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs(
      String aParameterWithAVeryLongNameThatGoesOnAndOn,
      List<List<List<String>>> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
      int yetAnotherParameterWithAVeryLongName) {}

  /**
   * Codec of {@link AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs}.
   */
  static final class AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgsCodec extends MessageCodec<AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs> {
    static final AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgsCodec INSTANCE =
        new AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgsCodec();

    private static final JsonName A_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON =
        JsonName.of("aParameterWithAVeryLongNameThatGoesOnAndOn");
    private static final JsonName ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON =
        JsonName.of("anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn");
    private static final JsonName YET_ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME = JsonName.of("x");

    private static final JsonFields FIELDS = JsonFields.of(A_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON,
        ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON,
        YET_ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME);

    private static final Codec<List<List<List<String>>>> ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC =
        Codecs.list(Codecs.list(Codecs.list(Codecs.STRING)));

    private AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgsCodec(
        ) {
      super("AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs");
    }

    @Override
    public void write(
        AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs args,
        WireWriter out) {
      out.writeString(1, args.aParameterWithAVeryLongNameThatGoesOnAndOn());
      ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC.writeField(2, args.anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn(),
          out);
      out.writeInt32(3, args.yetAnotherParameterWithAVeryLongName());
    }

    @Override
    public AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs read(
        WireReader in) {
      String aParameterWithAVeryLongNameThatGoesOnAndOn = null;
      List<List<List<String>>> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn = null;
      int yetAnotherParameterWithAVeryLongName = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> aParameterWithAVeryLongNameThatGoesOnAndOn = in.readString();
          case 2 -> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn = ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC.readField(in, anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn);
          case 3 -> yetAnotherParameterWithAVeryLongName = in.readInt32();
          default -> in.skipField();
        }
      }
      return new AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs(aParameterWithAVeryLongNameThatGoesOnAndOn,
          anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
          yetAnotherParameterWithAVeryLongName);
    }

    @Override
    public void writeJson(
        AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs args,
        JsonWriter out) {
      out.beginObject();
      out.writeString(A_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON, args.aParameterWithAVeryLongNameThatGoesOnAndOn());
      out.writeField(ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON, args.anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn(),
          ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC);
      out.writeInt32(YET_ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME, args.yetAnotherParameterWithAVeryLongName());
      out.endObject();
    }

    @Override
    public AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs readJson(
        JsonReader in) {
      String aParameterWithAVeryLongNameThatGoesOnAndOn = null;
      List<List<List<String>>> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn = null;
      int yetAnotherParameterWithAVeryLongName = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> aParameterWithAVeryLongNameThatGoesOnAndOn = in.readString();
          case 1 -> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn = in.readValue(ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC);
          case 2 -> yetAnotherParameterWithAVeryLongName = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      return new AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs(aParameterWithAVeryLongNameThatGoesOnAndOn,
          anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
          yetAnotherParameterWithAVeryLongName);
    }

    @Override
    public void print(
        AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs args,
        TextPrinter out) {
      out.begin("AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs")
          .field("aParameterWithAVeryLongNameThatGoesOnAndOn", args.aParameterWithAVeryLongNameThatGoesOnAndOn())
          .field("anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn", args.anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn(),
              ANOTHER_PARAMETER_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON_CODEC)
          .field("yetAnotherParameterWithAVeryLongName", args.yetAnotherParameterWithAVeryLongName())
          .end();
    }
  }

  /** Codec of {@link Names.Out}. */
  static final class OutCodec extends MessageCodec<Names.Out> {
    static final OutCodec INSTANCE = new OutCodec();

    private static final JsonName OUT = JsonName.of("out");
    private static final JsonName IN = JsonName.of("in");
    private static final JsonName FIELD = JsonName.of("field");
    private static final JsonName INSTANCE_ = JsonName.of("instance");
    private static final JsonName FIELDS_ = JsonName.of("fields");
    private static final JsonName FIELDS_CODEC = JsonName.of("fieldsCodec");

    private static final JsonFields FIELDS = JsonFields.of(OUT, IN, FIELD, INSTANCE_, FIELDS_,
        FIELDS_CODEC);

    private static final Codec<List<String>> INSTANCE_CODEC = Codecs.list(Codecs.STRING);
    private static final Codec<List<Integer>> FIELDS_CODEC_ = Codecs.list(Codecs.INT32);

    private OutCodec() {
      super("Out");
    }

    @Override
    public void write(Names.Out out_, WireWriter out) {
      out.writeInt32(1, out_.out());
      out.writeInt32(2, out_.in());
      out.writeInt32(3, out_.field());
      INSTANCE_CODEC.writeField(4, out_.instance(), out);
      FIELDS_CODEC_.writeField(5, out_.fields(), out);
      out.writeInt64(6, out_.fieldsCodec());
    }

    @Override
    public Names.Out read(WireReader in) {
      int out = 0;
      int in_ = 0;
      int field_ = 0;
      List<String> instance = null;
      List<Integer> fields = null;
      long fieldsCodec = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> out = in.readInt32();
          case 2 -> in_ = in.readInt32();
          case 3 -> field_ = in.readInt32();
          case 4 -> instance = INSTANCE_CODEC.readField(in, instance);
          case 5 -> fields = FIELDS_CODEC_.readField(in, fields);
          case 6 -> fieldsCodec = in.readInt64();
          default -> in.skipField();
        }
      }
      return new Names.Out(out, in_, field_, instance, fields, fieldsCodec);
    }

    @Override
    public void writeJson(Names.Out out_, JsonWriter out) {
      out.beginObject();
      out.writeInt32(OUT, out_.out());
      out.writeInt32(IN, out_.in());
      out.writeInt32(FIELD, out_.field());
      out.writeField(INSTANCE_, out_.instance(), INSTANCE_CODEC);
      out.writeField(FIELDS_, out_.fields(), FIELDS_CODEC_);
      out.writeInt64(FIELDS_CODEC, out_.fieldsCodec());
      out.endObject();
    }

    @Override
    public Names.Out readJson(JsonReader in) {
      int out = 0;
      int in_ = 0;
      int field_ = 0;
      List<String> instance = null;
      List<Integer> fields = null;
      long fieldsCodec = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> out = in.readInt32();
          case 1 -> in_ = in.readInt32();
          case 2 -> field_ = in.readInt32();
          case 3 -> instance = in.readValue(INSTANCE_CODEC);
          case 4 -> fields = in.readValue(FIELDS_CODEC_);
          case 5 -> fieldsCodec = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Out(out, in_, field_, instance, fields, fieldsCodec);
    }

    @Override
    public void print(Names.Out out_, TextPrinter out) {
      out.begin("Out")
          .field("out", out_.out())
          .field("in", out_.in())
          .field("field", out_.field())
          .field("instance", out_.instance(), INSTANCE_CODEC)
          .field("fields", out_.fields(), FIELDS_CODEC_)
          .field("fieldsCodec", out_.fieldsCodec())
          .end();
    }
  }

  /** Codec of {@link Names.Service}. */
  static final class ServiceCodec extends MessageCodec<Names.Service> {
    static final ServiceCodec INSTANCE = new ServiceCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonName ID_ = JsonName.of("ID_");
    private static final JsonName I_D = JsonName.of("i_d");
    private static final JsonName I_DS = JsonName.of("iDs");
    private static final JsonFields FIELDS = JsonFields.of(ID, ID_, I_D, I_DS);
    private static final Codec<List<Integer>> I_D_CODEC = Codecs.list(Codecs.INT32);
    private static final Codec<List<Integer>> I_DS_CODEC = Codecs.list(Codecs.INT32);

    private ServiceCodec() {
      super("Service");
    }

    @Override
    public void write(Names.Service service, WireWriter out) {
      out.writeInt32(1, service.id());
      out.writeInt32(2, service.ID_());
      I_D_CODEC.writeField(3, service.i_d(), out);
      I_DS_CODEC.writeField(4, service.iDs(), out);
    }

    @Override
    public Names.Service read(WireReader in) {
      int id = 0;
      int ID_ = 0;
      List<Integer> i_d = null;
      List<Integer> iDs = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt32();
          case 2 -> ID_ = in.readInt32();
          case 3 -> i_d = I_D_CODEC.readField(in, i_d);
          case 4 -> iDs = I_DS_CODEC.readField(in, iDs);
          default -> in.skipField();
        }
      }
      return new Names.Service(id, ID_, i_d, iDs);
    }

    @Override
    public void writeJson(Names.Service service, JsonWriter out) {
      out.beginObject();
      out.writeInt32(ID, service.id());
      out.writeInt32(ID_, service.ID_());
      out.writeField(I_D, service.i_d(), I_D_CODEC);
      out.writeField(I_DS, service.iDs(), I_DS_CODEC);
      out.endObject();
    }

    @Override
    public Names.Service readJson(JsonReader in) {
      int id = 0;
      int ID_ = 0;
      List<Integer> i_d = null;
      List<Integer> iDs = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt32();
          case 1 -> ID_ = in.readInt32();
          case 2 -> i_d = in.readValue(I_D_CODEC);
          case 3 -> iDs = in.readValue(I_DS_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Service(id, ID_, i_d, iDs);
    }

    @Override
    public void print(Names.Service service, TextPrinter out) {
      out.begin("Service")
          .field("id", service.id())
          .field("ID_", service.ID_())
          .field("i_d", service.i_d(), I_D_CODEC)
          .field("iDs", service.iDs(), I_DS_CODEC)
          .end();
    }
  }

  /** Codec of {@link Names.Object_}. */
  static final class Object_Codec extends MessageCodec<Names.Object_> {
    static final Object_Codec INSTANCE = new Object_Codec();

    private static final JsonName OBJECT = JsonName.of("object");
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(OBJECT, VALUE);

    private Object_Codec() {
      super("Object_");
    }

    @Override
    public void write(Names.Object_ object_, WireWriter out) {
      out.writeMessage(1, object_.object(), this);
      out.writeString(2, object_.value());
    }

    @Override
    public Names.Object_ read(WireReader in) {
      Names.Object_ object = null;
      String value = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> object = in.readMessage(this);
          case 2 -> value = in.readString();
          default -> in.skipField();
        }
      }
      return new Names.Object_(object, value);
    }

    @Override
    public void writeJson(Names.Object_ object_, JsonWriter out) {
      out.beginObject();
      out.writeField(OBJECT, object_.object(), this);
      out.writeString(VALUE, object_.value());
      out.endObject();
    }

    @Override
    public Names.Object_ readJson(JsonReader in) {
      Names.Object_ object = null;
      String value = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> object = in.readValue(this);
          case 1 -> value = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Object_(object, value);
    }

    @Override
    public void print(Names.Object_ object_, TextPrinter out) {
      out.begin("Object_")
          .field("object", object_.object(), this)
          .field("value", object_.value())
          .end();
    }
  }

  /** Codec of {@link Names.Channel}. */
  static final class ChannelCodec extends MessageCodec<Names.Channel> {
    static final ChannelCodec INSTANCE = new ChannelCodec();

    private static final JsonName CHANNEL = JsonName.of("channel");
    private static final JsonFields FIELDS = JsonFields.of(CHANNEL);

    private ChannelCodec() {
      super("Channel");
    }

    @Override
    public void write(Names.Channel channel, WireWriter out) {
      out.writeInt32(1, channel.channel());
    }

    @Override
    public Names.Channel read(WireReader in) {
      int channel = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> channel = in.readInt32();
          default -> in.skipField();
        }
      }
      return new Names.Channel(channel);
    }

    @Override
    public void writeJson(Names.Channel channel, JsonWriter out) {
      out.beginObject();
      out.writeInt32(CHANNEL, channel.channel());
      out.endObject();
    }

    @Override
    public Names.Channel readJson(JsonReader in) {
      int channel = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> channel = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Channel(channel);
    }

    @Override
    public void print(Names.Channel channel, TextPrinter out) {
      out.begin("Channel")
          .field("channel", channel.channel())
          .end();
    }
  }

  /** Codec of {@link Names.Codec}. */
  static final class CodecCodec extends MessageCodec<Names.Codec> {
    static final CodecCodec INSTANCE = new CodecCodec();

    private static final JsonName CODEC = JsonName.of("codec");
    private static final JsonFields FIELDS = JsonFields.of(CODEC);

    private CodecCodec() {
      super("Codec");
    }

    @Override
    public void write(Names.Codec codec, WireWriter out) {
      out.writeString(1, codec.codec());
    }

    @Override
    public Names.Codec read(WireReader in) {
      String codec = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> codec = in.readString();
          default -> in.skipField();
        }
      }
      return new Names.Codec(codec);
    }

    @Override
    public void writeJson(Names.Codec codec, JsonWriter out) {
      out.beginObject();
      out.writeString(CODEC, codec.codec());
      out.endObject();
    }

    @Override
    public Names.Codec readJson(JsonReader in) {
      String codec = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> codec = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Codec(codec);
    }

    @Override
    public void print(Names.Codec codec, TextPrinter out) {
      out.begin("Codec")
          .field("codec", codec.codec())
          .end();
    }
  }

  /** Codec of {@link Names.Codecs}. */
  static final class CodecsCodec extends MessageCodec<Names.Codecs> {
    static final CodecsCodec INSTANCE = new CodecsCodec();

    private static final JsonName CODEC = JsonName.of("codec");
    private static final JsonFields FIELDS = JsonFields.of(CODEC);

    private CodecsCodec() {
      super("Codecs");
    }

    @Override
    public void write(Names.Codecs codecs, WireWriter out) {
      out.writeMessage(1, codecs.codec(), CodecCodec.INSTANCE);
    }

    @Override
    public Names.Codecs read(WireReader in) {
      Names.Codec codec = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> codec = in.readMessage(CodecCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new Names.Codecs(codec);
    }

    @Override
    public void writeJson(Names.Codecs codecs, JsonWriter out) {
      out.beginObject();
      out.writeField(CODEC, codecs.codec(), CodecCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public Names.Codecs readJson(JsonReader in) {
      Names.Codec codec = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> codec = in.readValue(CodecCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new Names.Codecs(codec);
    }

    @Override
    public void print(Names.Codecs codecs, TextPrinter out) {
      out.begin("Codecs")
          .field("codec", codecs.codec(), CodecCodec.INSTANCE)
          .end();
    }
  }

  /** Codec of {@link Names.MessageCodec}. */
  static final class MessageCodecCodec extends MessageCodec<Names.MessageCodec> {
    static final MessageCodecCodec INSTANCE = new MessageCodecCodec();

    private static final JsonName CODEC = JsonName.of("codec");
    private static final JsonFields FIELDS = JsonFields.of(CODEC);
    private static final Codec<List<Names.Codec>> CODEC_CODEC = Codecs.list(CodecCodec.INSTANCE);

    private MessageCodecCodec() {
      super("MessageCodec");
    }

    @Override
    public void write(Names.MessageCodec messageCodec, WireWriter out) {
      CODEC_CODEC.writeField(1, messageCodec.codec(), out);
    }

    @Override
    public Names.MessageCodec read(WireReader in) {
      List<Names.Codec> codec = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> codec = CODEC_CODEC.readField(in, codec);
          default -> in.skipField();
        }
      }
      return new Names.MessageCodec(codec);
    }

    @Override
    public void writeJson(Names.MessageCodec messageCodec, JsonWriter out) {
      out.beginObject();
      out.writeField(CODEC, messageCodec.codec(), CODEC_CODEC);
      out.endObject();
    }

    @Override
    public Names.MessageCodec readJson(JsonReader in) {
      List<Names.Codec> codec = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> codec = in.readValue(CODEC_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new Names.MessageCodec(codec);
    }

    @Override
    public void print(Names.MessageCodec messageCodec, TextPrinter out) {
      out.begin("MessageCodec")
          .field("codec", messageCodec.codec(), CODEC_CODEC)
          .end();
    }
  }
}
