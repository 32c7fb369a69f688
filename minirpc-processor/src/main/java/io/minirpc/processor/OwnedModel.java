package io.minirpc.processor;

import io.minirpc.processor.schema.Schema;
import java.util.List;
import java.util.Set;

/**
 * A type with {@code @RpcMessage} and the codecs in its file.
 *
 * @param nested those of messages it uses that have none of their own
 * @param schema what travels
 * @param places where its parts are
 * @param suppressions what {@code @SuppressWarnings} has to say
 */
record OwnedModel(
        MessageModel message, List<MessageModel> nested, Schema schema, Places places, Set<String> suppressions) {}
