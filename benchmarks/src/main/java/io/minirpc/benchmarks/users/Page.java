package io.minirpc.benchmarks.users;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** A part of a long list: number counts pages from 0, total counts the items of all of them. */
@RpcMessage
public record Page<T>(int number, long total, List<T> items) {}
