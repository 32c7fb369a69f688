package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcMessage;

/** What a member of a group may do. The names are part of the protocol; a group has one owner. */
@RpcMessage
public enum Role {
    OWNER,
    ADMIN,
    MEMBER
}
