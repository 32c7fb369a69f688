package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members of a group in the order of their ids.
 *
 * @param code by which others join; null for those who may not invite
 * @param more whether others follow
 */
@RpcMessage
public record MemberPage(Group group, @Sensitive @Nullable String code, List<Member> members, boolean more) {}
