package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import io.minirpc.processor.schema.SchemaParser;
import io.minirpc.processor.schema.SchemaSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The schema files in a class output, {@code META-INF/minirpc/*.json}: one for each service and each owned type. */
final class CompiledSchemas implements ContractSource {
    private static final String FOLDER = "META-INF/minirpc";

    @Override
    public Contract read(Path classes) throws IOException, LockException {
        Path folder = classes.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            throw empty(folder);
        }
        SchemaContract contract = new SchemaContract(type -> true);
        List<Path> files = list(folder);
        if (files.isEmpty()) {
            throw empty(folder);
        }
        for (Path file : files) {
            Schema schema = schema(file);
            if (!isDraft(schema)) {
                contract.add(file.toString(), schema);
            }
        }
        return contract.contract();
    }

    private static boolean isDraft(Schema schema) {
        return schema.service() != null && schema.service().isDraft();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Schema schema(Path file) throws IOException, LockException {
        try {
            return SchemaParser.parse(file.toString(), Files.readString(file));
        } catch (SchemaSyntaxException e) {
            throw new LockException(e.getMessage() + "; compile again, from clean");
        }
    }

    private static LockException empty(Path folder) {
        return new LockException(
                folder + ": there are no schemas (expected: one .json for each service and message); compile"
                        + " first, with minirpc-processor, and give the class output of the module, such as target/classes");
    }
}
