// Written by minirpc-processor from Bean; changes are lost.
package names;

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

/** Codec of {@link Bean}. */
@Generated("minirpc-processor")
public final class BeanCodec extends MessageCodec<Bean> {
  /** The only instance. */
  public static final BeanCodec INSTANCE = new BeanCodec();

  private static final JsonName BEAN = JsonName.of("bean");
  private static final JsonName IN = JsonName.of("in");
  private static final JsonName URL = JsonName.of("url");
  private static final JsonName DEFAULT = JsonName.of("default");
  private static final JsonFields FIELDS = JsonFields.of(BEAN, IN, URL, DEFAULT);
  private static final Codec<List<String>> IN_CODEC = Codecs.list(Codecs.STRING);

  private BeanCodec() {
    super("Bean");
  }

  @Override
  public void write(Bean bean, WireWriter out) {
    out.writeString(1, bean.getBean());
    IN_CODEC.writeField(2, bean.getIn(), out);
    out.writeString(3, bean.getURL());
    out.writeBool(4, bean.isDefault());
  }

  @Override
  public Bean read(WireReader in) {
    String bean = null;
    List<String> in_ = null;
    String url = null;
    boolean default_ = false;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> bean = in.readString();
        case 2 -> in_ = IN_CODEC.readField(in, in_);
        case 3 -> url = in.readString();
        case 4 -> default_ = in.readBool();
        default -> in.skipField();
      }
    }
    Bean bean_ = new Bean();
    bean_.setBean(bean);
    bean_.setIn(in_);
    bean_.setURL(url);
    bean_.setDefault(default_);
    return bean_;
  }

  @Override
  public void writeJson(Bean bean, JsonWriter out) {
    out.beginObject();
    out.writeString(BEAN, bean.getBean());
    out.writeField(IN, bean.getIn(), IN_CODEC);
    out.writeString(URL, bean.getURL());
    out.writeBool(DEFAULT, bean.isDefault());
    out.endObject();
  }

  @Override
  public Bean readJson(JsonReader in) {
    String bean = null;
    List<String> in_ = null;
    String url = null;
    boolean default_ = false;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> bean = in.readString();
        case 1 -> in_ = in.readValue(IN_CODEC);
        case 2 -> url = in.readString();
        case 3 -> default_ = in.readBool();
        default -> throw new AssertionError(field);
      }
    }
    Bean bean_ = new Bean();
    bean_.setBean(bean);
    bean_.setIn(in_);
    bean_.setURL(url);
    bean_.setDefault(default_);
    return bean_;
  }

  @Override
  public void print(Bean bean, TextPrinter out) {
    out.begin("Bean")
        .field("bean", bean.getBean())
        .field("in", bean.getIn(), IN_CODEC)
        .field("url", bean.getURL())
        .field("default", bean.isDefault())
        .end();
  }
}
