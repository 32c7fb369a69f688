package com.example;

import io.minirpc.annotation.RpcMessage;
import lombok.AllArgsConstructor;
import lombok.Data;
import lombok.NoArgsConstructor;

@Data
@NoArgsConstructor
@AllArgsConstructor
@RpcMessage
public class Guest {
    private String name;
    private int visits;
    private boolean known;
}
