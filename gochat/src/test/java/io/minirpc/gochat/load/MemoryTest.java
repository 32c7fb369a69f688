package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void readsTheHeapOfEachCollectorAndNotItsClasses() {
        String first17 = """
                1234:
                 garbage-first heap   total 65536K, used 9180K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 3 young (3072K), 1 survivors (1024K)
                 Metaspace       used 4801K, committed 4992K, reserved 1114112K
                  class space    used 478K, committed 576K, reserved 1048576K
                """;
        String first25 = """
                1234:
                garbage-first heap   total reserved 1048576K, committed 65536K, used 9180K [0x0000000c, 0x0000001)
                  region size 1024K, 3 young (3072K), 1 survivors (1024K)
                Metaspace       used 4801K, committed 4992K, reserved 1114112K
                """;
        String serial = """
                1234:
                 def new generation   total 19648K, used 1000K [0x00000000c0000000, 0x00000000c1550000)
                  eden space 17472K,   5% used [0x00000000c0000000, 0x00000000c00fa3c8, 0x00000000c1110000)
                 tenured generation   total 43712K, used 8180K [0x00000000d5550000, 0x00000000d8000000)
                   the space 43712K,  18% used [0x00000000d5550000, 0x00000000d5d4d3a8, 0x00000000d8000000)
                 Metaspace       used 4801K, committed 4992K, reserved 1114112K
                """;
        assertThat(Memory.used(first17)).isEqualTo(9_180 << 10);
        assertThat(Memory.used(first25)).isEqualTo(9_180 << 10);
        assertThat(Memory.used(serial)).isEqualTo(9_180 << 10);
    }
}
