package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;
import java.time.LocalDate;

/** Arrays of everything. */
@RpcMessage
record Rows(
        boolean[] booleans,
        byte[] bytes,
        short[] shorts,
        char[] chars,
        int[] ints,
        long[] longs,
        float[] floats,
        double[] doubles,
        String[] strings,
        Integer[] integers,
        LocalDate[] dates,
        Tree[] trees,
        Level[] levels,
        byte[][] chunks,
        int[][] matrix,
        String[][][] cube) {}
