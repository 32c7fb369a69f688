package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.util.List;

/** The table {@code machines}. */
final class SqlMachineStore implements MachineStore {
    private final Database database;

    SqlMachineStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Machine> all() {
        return database.read(sql -> sql.query(
                "SELECT number, boot, until_ms FROM machines ORDER BY number",
                row -> new Machine(row.getInt(1), row.getString(2), row.getLong(3))));
    }

    @Override
    public boolean add(Machine machine) {
        try {
            return changesARow(
                    "INSERT INTO machines (number, boot, until_ms) VALUES (?, ?, ?)",
                    machine.number(),
                    machine.boot(),
                    machine.untilMs());
        } catch (StoreException e) {
            if (e.kind() == Kind.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean replace(Machine seen, Machine machine) {
        return changesARow(
                "UPDATE machines SET boot = ?, until_ms = ? WHERE number = ? AND boot = ? AND until_ms = ?",
                machine.boot(),
                machine.untilMs(),
                seen.number(),
                seen.boot(),
                seen.untilMs());
    }

    @Override
    public boolean extend(Machine machine) {
        return changesARow(
                "UPDATE machines SET until_ms = ? WHERE number = ? AND boot = ?",
                machine.untilMs(),
                machine.number(),
                machine.boot());
    }

    private boolean changesARow(String statement, Object... values) {
        return database.writeAgain(sql -> sql.update(statement, values)) == 1;
    }
}
