package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of docs/protocol.md for the values of a send. */
final class SendRules {
    static final int MAX_CONTENT_BYTES = 16_384;

    private static final Pattern CLIENT_MSG_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final int SHOWN = 80;

    private SendRules() {}

    /** Returns why a send is refused whatever the database says; empty where it may be tried. */
    static Optional<Refused> check(String conversation, SendCommand command) {
        if (ConversationId.parse(conversation).isEmpty()) {
            return invalid(
                    "to: " + shown(conversation) + " (expected: p:LOW:HIGH, the ids of two different users, or g:ID)");
        }
        Optional<Refused> badId = checkClientMsgId(command.clientMsgId());
        if (badId.isPresent()) {
            return badId;
        }
        if (!command.type().equals("text")) {
            return invalid("type: " + shown(command.type()) + " (expected: text)");
        }
        return checkContent(command.content());
    }

    static Optional<Refused> checkClientMsgId(String id) {
        return CLIENT_MSG_ID.matcher(id).matches()
                ? Optional.empty()
                : invalid("client_msg_id: " + shown(id) + " (expected: 1 to 64 of A-Z a-z 0-9 . _ : -)");
    }

    private static Optional<Refused> checkContent(String content) {
        int bytes = utf8Bytes(content);
        if (bytes < 0) {
            return invalid("content: half of a surrogate pair (expected: Unicode text)");
        }
        if (bytes == 0 || bytes > MAX_CONTENT_BYTES) {
            return invalid("content: " + bytes + " bytes of UTF-8 (expected: 1 to " + MAX_CONTENT_BYTES + ")");
        }
        return Optional.empty();
    }

    /** Returns the length in UTF-8; -1 where half of a surrogate pair stands alone. */
    private static int utf8Bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return -1;
            }
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            i += Character.charCount(point) - 1;
        }
        return bytes;
    }

    static Optional<Refused> invalid(String text) {
        return Optional.of(new Refused(ErrorCode.INVALID, text));
    }

    static String shown(String value) {
        return "\"" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "\"";
    }
}
