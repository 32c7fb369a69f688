package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.minirpc.discovery.Endpoint;
import io.minirpc.registry.etcd.InstanceValue.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values written by other implementations: valid parts are read, and each field that is left out or corrected is
 * reported.
 */
class InstanceValueTest {
    private static final Endpoint ENDPOINT = Endpoint.of("10.0.0.7", 9000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'ADDR':'10.0.0.7:9000','weight':10,'VERSION':'','metadata':{},'state':''}",
                "{'Addr':null,'Weight':null,'Version':null,'Metadata':null,'State':null}",
                "{'Addr':'','Weight':10.0,'More':{'a':[1]},'Weights':'x'}",
                "{'Addr':'10.0.0.7:9000','addr':'10.0.0.7:9000','weight':10,'Weight':10}",
                "{'Weight':1e1,'weight':null}"
            })
    void usualValuesAreReadWithoutReport(String json) throws Exception {
        assertThat(read(json)).isEqualTo(new InstanceValue(ENDPOINT, false));
        assertThat(oddities(json)).isEmpty();
    }

    @Test
    void numbersAndBooleansAreTakenAsTexts() throws Exception {
        String json = "{'Version':1.1,'Metadata':{'zone':'a','rack':7,'spare':true}}";
        assertThat(read(json).endpoint())
                .isEqualTo(ENDPOINT.withVersion("1.1").withMetadata(Map.of("zone", "a", "rack", "7", "spare", "true")));
        assertThat(oddities(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'Weight':1.5}                    | 2  | Weight: 1.5 (expected: a whole number; taken as 2)
                    {'weight':0.2}                    | 1  | Weight: 0.2 (expected: a whole number; taken as 1)
                    {'Weight':1000000.2}              | 1000000 | Weight: 1000000.2 (expected: a whole number; taken as 1000000)
                    {'Weight':1000001}                | 1000000 | Weight: 1000001 (expected: at most 1000000; taken as that)
                    {'Weight':1e18}                   | 1000000 | Weight: 1.0E18 (expected: at most 1000000; taken as that)
                    {'Metadata':[1]}                  | 10 | Metadata: [1] (expected: an object of texts; left out)
                    {'metadata':'zone=a'}             | 10 | Metadata: "zone=a" (expected: an object of texts; left out)
                    {'Metadata':{'a':{'b':1}}}        | 10 | Metadata.a: {"b":1} (expected: a text; left out)
                    {'State':7}                       | 10 | State: 7 (expected: a text; left out)
                    {'State':['leaving']}             | 10 | State: ["leaving"] (expected: a text; left out)
                    {'Version':{'major':1}}           | 10 | Version: {"major":1} (expected: a text; left out)
                    {'Weight':4,'weight':3}           | 4  | Weight: 4 (expected: once, but it is there in several cases)
                    """)
    void invalidFieldIsLeftOutOrCorrectedAndReported(String json, int weight, String oddity) throws Exception {
        assertThat(read(json)).isEqualTo(new InstanceValue(ENDPOINT.withWeight(weight), false));
        assertThat(oddities(json)).containsExactly(oddity);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'Addr':'10.0.0.7:1','addr':'10.0.0.7:2'} | Addr is there twice: "10.0.0.7:1" and "10.0.0.7:2" (expected: once)
                    {'Addr':'10.0.0.7:1','Addr':'10.0.0.7:2'} | Duplicate field 'Addr'
                    {'Weight':-1}                             | Weight: -1 (expected: a whole number from 0 on)
                    {'Weight':'10'}                           | Weight: "10" (expected: a whole number from 0 on)
                    {'Addr':5}                                | address: "5" (expected: host:port or [IPv6]:port)
                    {'Addr':['10.0.0.7:1']}                   | Addr: ["10.0.0.7:1"] (expected: a text)
                    [1]                                       | it is no JSON object
                    """)
    void invalidAddressOrWeightIsMalformed(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void leavingMarkIsRead() throws Exception {
        assertThat(read("{'state':'leaving'}").leaving()).isTrue();
        assertThat(read("{'State':'Leaving'}").leaving()).isFalse();
    }

    @Test
    void writtenValueIsReadWithoutReport() throws Exception {
        InstanceValue value = new InstanceValue(ENDPOINT.withMetadata(Map.of("zone", "a")), true);
        List<String> oddities = new ArrayList<>();
        assertThat(InstanceValue.read("10.0.0.1:1", value.write(), oddities::add))
                .isEqualTo(value);
        assertThat(oddities).isEmpty();
    }

    private static InstanceValue read(String json) throws MalformedException {
        return InstanceValue.read(ENDPOINT.address(), bytes(json), odd -> {});
    }

    private static List<String> oddities(String json) throws MalformedException {
        List<String> oddities = new ArrayList<>();
        InstanceValue.read(ENDPOINT.address(), bytes(json), oddities::add);
        return oddities;
    }

    private static ByteString bytes(String json) {
        return ByteString.copyFromUtf8(json.replace('\'', '"'));
    }
}
