package names;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.List;

@RpcInterface(name = "names.v1")
public interface Names {
    int channel(String channel, int service, long args);

    List<Integer> in(int in, int out, List<Integer> field);

    Out out(Out out);

    void getUser(int clone, @HashKey int wait, int notify, int hashCode, int toString);

    @RpcMethod(name = "GET_USER")
    void GET_USER(String message);

    void service(Service service);

    void requireNonNull(Object_ object);

    @RpcMethod(name = "notify2")
    void notify(String text);

    Channel channels(Codec codec, List<Codecs> codecs, MessageCodec string);

    @RpcMethod(name = "upper")
    String Find(String Text);

    @RpcMethod(name = "lower")
    String find(String text);

    void aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode(
            String aParameterWithAVeryLongNameThatGoesOnAndOn,
            List<List<List<String>>> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
            @RpcField(name = "x") int yetAnotherParameterWithAVeryLongName);

    record Out(int out, int in, int field, List<String> instance, List<Integer> fields, long fieldsCodec) {}

    record Service(int id, int ID_, List<Integer> i_d, List<Integer> iDs) {}

    record Object_(Object_ object, String value) {}

    record Channel(int channel) {}

    record Codec(String codec) {}

    record Codecs(Codec codec) {}

    record MessageCodec(List<Codec> codec) {}
}
