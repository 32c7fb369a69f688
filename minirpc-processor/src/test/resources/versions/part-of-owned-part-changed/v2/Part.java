package shop;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcMessage
public record Part(List<Row> rows) {}
