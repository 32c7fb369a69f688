package io.minirpc.gochat.account;

import io.minirpc.gochat.limit.Rate;

/**
 * The rates at which passwords may be tried. Nothing is limited by the name alone, so nobody can lock a user out from
 * another address.
 *
 * @param logIns of one address
 * @param logInsOfName of one address under one name
 * @param registrations of one address
 * @param passwordChanges of one session
 */
public record AccountLimits(Rate logIns, Rate logInsOfName, Rate registrations, Rate passwordChanges) {
    /** 60 log-ins at once and then one a second; 10 and one each 10 s for a name; 20 registrations and 3 a minute. */
    public static final AccountLimits DEFAULT =
            new AccountLimits(new Rate(60, 1), new Rate(10, 0.1), new Rate(20, 0.05), new Rate(5, 0.1));

    /** Sets how many users one address may register at once. */
    public AccountLimits withRegistrations(int burst) {
        return new AccountLimits(logIns, logInsOfName, new Rate(burst, registrations.perSecond()), passwordChanges);
    }

    /** For load tests on one computer. */
    public static AccountLimits unlimited() {
        Rate unlimited = new Rate(1_000_000, 1_000_000);
        return new AccountLimits(unlimited, unlimited, unlimited, unlimited);
    }
}
