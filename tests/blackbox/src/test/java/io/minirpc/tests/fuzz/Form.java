package io.minirpc.tests.fuzz;

import io.minirpc.client.JsonForm;
import io.minirpc.client.WireCodec;
import io.minirpc.tests.wire.Frames;

/** The forms that bodies come in. */
enum Form {
    NATIVE(Frames.NATIVE, WireCodec.NATIVE, JsonForm.DOCUMENT),
    BINARY(Frames.BINARY, WireCodec.BINARY, JsonForm.DOCUMENT),
    DOCUMENT(Frames.JSON, WireCodec.JSON, JsonForm.DOCUMENT),
    PAYLOAD(Frames.JSON, WireCodec.JSON, JsonForm.PAYLOAD);

    final int codec;
    final WireCodec wireCodec;
    final JsonForm jsonForm;

    Form(int codec, WireCodec wireCodec, JsonForm jsonForm) {
        this.codec = codec;
        this.wireCodec = wireCodec;
        this.jsonForm = jsonForm;
    }
}
