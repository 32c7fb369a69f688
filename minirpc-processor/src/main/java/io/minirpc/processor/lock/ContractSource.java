package io.minirpc.processor.lock;

import java.io.IOException;
import java.nio.file.Path;

/** A reader of what was compiled, such as that of the schema files in a class output. */
@FunctionalInterface
interface ContractSource {
    /** Reads a folder of classes. Fails where it has nothing to compare, since an empty contract would end the lock. */
    Contract read(Path classes) throws IOException, LockException;
}
