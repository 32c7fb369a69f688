// Written by minirpc-processor from Group; changes are lost.
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
import java.util.Set;

/** Codec of {@link Group}. */
@Generated("minirpc-processor")
public final class GroupCodec extends MessageCodec<Group> {
  /** The only instance. */
  public static final GroupCodec INSTANCE = new GroupCodec();

  private static final JsonName NAME = JsonName.of("name");
  private static final JsonName MEMBERS = JsonName.of("members");
  private static final JsonName ROLE = JsonName.of("role");
  private static final JsonFields FIELDS = JsonFields.of(NAME, MEMBERS, ROLE);
  private static final Codec<Set<User>> MEMBERS_CODEC =
      Codecs.set(Codecs.lazy(() -> UserCodec.INSTANCE));
  private static final ScalarCodec<Role> ROLE_CODEC = Codecs.enumeration(Role.values());

  private GroupCodec() {
    super("Group");
  }

  @Override
  public void write(Group group, WireWriter out) {
    out.writeString(1, group.name());
    MEMBERS_CODEC.writeField(2, group.members(), out);
    ROLE_CODEC.writeField(3, group.role(), out);
  }

  @Override
  public Group read(WireReader in) {
    String name = null;
    Set<User> members = null;
    Role role = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.readString();
        case 2 -> members = MEMBERS_CODEC.readField(in, members);
        case 3 -> role = ROLE_CODEC.readField(in, role);
        default -> in.skipField();
      }
    }
    return new Group(name, members, role);
  }

  @Override
  public void writeJson(Group group, JsonWriter out) {
    out.beginObject();
    out.writeString(NAME, group.name());
    out.writeField(MEMBERS, group.members(), MEMBERS_CODEC);
    out.writeField(ROLE, group.role(), ROLE_CODEC);
    out.endObject();
  }

  @Override
  public Group readJson(JsonReader in) {
    String name = null;
    Set<User> members = null;
    Role role = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> name = in.readString();
        case 1 -> members = in.readValue(MEMBERS_CODEC);
        case 2 -> role = in.readValue(ROLE_CODEC);
        default -> throw new AssertionError(field);
      }
    }
    return new Group(name, members, role);
  }

  @Override
  public void print(Group group, TextPrinter out) {
    out.begin("Group")
        .field("name", group.name())
        .field("members", group.members(), MEMBERS_CODEC)
        .field("role", group.role(), ROLE_CODEC)
        .end();
  }
}
