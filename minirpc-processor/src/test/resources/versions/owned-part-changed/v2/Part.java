package shop;

import io.minirpc.annotation.RpcMessage;

@RpcMessage
public record Part(String city, String name) {}
