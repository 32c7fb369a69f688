package io.minirpc.gochat.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The attributes of spans. Ids are numbers, so that they take little room. */
final class SpanKeys {
    static final AttributeKey<Long> MESSAGE = AttributeKey.longKey("gochat.message");
    static final AttributeKey<List<Long>> MESSAGES = AttributeKey.longArrayKey("gochat.messages");
    static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gochat.conversation");
    static final AttributeKey<Long> SEQ = AttributeKey.longKey("gochat.seq");
    static final AttributeKey<Long> USER = AttributeKey.longKey("gochat.user");
    static final AttributeKey<String> DEVICE = AttributeKey.stringKey("gochat.device");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("gochat.outcome");
    static final AttributeKey<Boolean> AGAIN = AttributeKey.booleanKey("gochat.again");
    static final AttributeKey<Boolean> LATE = AttributeKey.booleanKey("gochat.late");
    static final AttributeKey<Long> BATCH = AttributeKey.longKey("gochat.batch");
    static final AttributeKey<Long> GATEWAYS = AttributeKey.longKey("gochat.gateways");
    static final AttributeKey<Long> USERS = AttributeKey.longKey("gochat.users");
    static final AttributeKey<Long> CONNECTIONS = AttributeKey.longKey("gochat.connections");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("gochat.reason");
    static final AttributeKey<Long> SINCE_HEARTBEAT = AttributeKey.longKey("gochat.since_heartbeat_ms");

    private SpanKeys() {}
}
