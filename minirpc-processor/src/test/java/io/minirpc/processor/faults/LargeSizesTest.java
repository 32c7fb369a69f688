package io.minirpc.processor.faults;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** {@link SizesTest} with more than the usual build has time for. */
@Tag("soak")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LargeSizesTest extends SizesTest {
    @Override
    int many() {
        return 2_000;
    }

    /** Returns what the methods that read a bean have room for: each has at most 64 KiB of bytecode. */
    @Override
    int properties() {
        return 1_000;
    }
}
