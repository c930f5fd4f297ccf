package org.netdiffus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.netdiffus.series.PacketChunk;

class TraceSortKeyTest {
  private static final TraceSortKey.Spreading SPREADING = new TraceSortKey.Spreading(3, 5);

  @Test
  void partsOfFilesAndChunksHaveTheirOwnPartitions() {
    assertThat(SPREADING.numPartitions()).isEqualTo(8);
    assertThat(SPREADING.pieces()).containsExactly(0, 1, 2);
    Random random = new Random(1);
    Set<Integer> pieces = new HashSet<>();
    Set<Integer> chunks = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      pieces.add(SPREADING.getPartition(TraceSortKey.ofPiece(random.nextInt(), random.nextLong())));
      chunks.add(SPREADING.getPartition(TraceSortKey.ofChunk(chunk(random))));
    }
    assertThat(pieces).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(chunks).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
  }

  @Test
  void whatBelongsTogetherStaysTogether() {
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      int file = random.nextInt();
      assertThat(SPREADING.getPartition(TraceSortKey.ofPiece(file, random.nextLong())))
          .isEqualTo(SPREADING.getPartition(TraceSortKey.ofPiece(file, random.nextLong())));
      byte[] one = chunk(random);
      byte[] other = one.clone();
      other[other.length - 1]++;
      assertThat(SPREADING.getPartition(TraceSortKey.ofChunk(one)))
          .isEqualTo(SPREADING.getPartition(TraceSortKey.ofChunk(other)));
    }
  }

  private static byte[] chunk(Random random) {
    byte[] key = new byte[PacketChunk.TRACE_BYTES + 16];
    random.nextBytes(key);
    return key;
  }
}
