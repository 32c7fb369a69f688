package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.Role;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemberCacheTest {
    private final MemberCache cache = new MemberCache(100);

    @Test
    void membersOfAnotherVersionAreNotFound() {
        cache.put("g:1", 1, members(2));
        cache.put("g:1", 2, members(3));

        assertThat(cache.find("g:1", 1)).extracting(Members::size).isEqualTo(2);
        assertThat(cache.find("g:1", 2)).extracting(Members::size).isEqualTo(3);
        assertThat(cache.find("g:1", 3)).isNull();
        assertThat(cache.find("g:2", 1)).isNull();
    }

    @Test
    void entriesThatWereNotAskedForLongestAreForgottenFirst() {
        for (int group = 1; group <= 4; group++) {
            cache.put("g:" + group, 1, members(20));
        }
        assertThat(cache.find("g:1", 1)).isNotNull();
        cache.put("g:5", 1, members(20)); // each takes 24

        assertThat(cache.find("g:1", 1)).isNotNull();
        assertThat(cache.find("g:2", 1)).isNull();
        assertThat(cache.find("g:5", 1)).isNotNull();
    }

    @Test
    void entryThatIsPutAgainCountsOnce() {
        for (int i = 0; i < 50; i++) {
            cache.put("g:1", 1, members(40));
        }
        cache.put("g:2", 1, members(40));

        assertThat(cache.find("g:1", 1)).isNotNull();
        assertThat(cache.find("g:2", 1)).isNotNull();
    }

    @Test
    void groupThatDoesNotFitIsNotKept() {
        cache.put("g:1", 1, members(20));
        cache.put("g:2", 1, members(1_000));

        assertThat(cache.find("g:2", 1)).isNull();
        cache.put("g:3", 1, members(20));
        assertThat(cache.find("g:3", 1)).isNotNull();
    }

    private static Members members(int count) {
        return new Members(LongStream.rangeClosed(1, count)
                .boxed()
                .collect(Collectors.toMap(Function.identity(), user -> Role.MEMBER)));
    }
}
