package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.UserService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;

/** Calls the service on the event loop and writes its answers. */
final class NettyServerHandler extends NettyFrameHandler {
    private static final int RESPONSE = 1;

    private final UserService service;

    NettyServerHandler(UserService service) {
        super(RESPONSE);
        this.service = service;
    }

    @Override
    void onFrame(ChannelHandlerContext context, int seq, ByteBuf body) {
        ByteBuf out = outbound(context);
        int start = beginFrame(out, seq);
        byte method = body.readByte();
        switch (method) {
            case NettyMessages.EXIST_USER -> out.writeBoolean(service.existUser(NettyMessages.readString(body)));
            case NettyMessages.GET_USER -> NettyMessages.writeUser(service.getUser(body.readLong()), out);
            case NettyMessages.LIST_USER -> NettyMessages.writePage(service.listUser(body.readInt()), out);
            default -> throw new CorruptedFrameException("method " + method);
        }
        endFrame(out, start);
    }
}
