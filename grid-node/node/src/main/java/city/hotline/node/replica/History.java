package city.hotline.node.replica;

import city.hotline.core.shard.Chain;
import city.hotline.node.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The surviving records of one copy, as far as this node still has them: the newest in memory, the
 * others in the journal. Thread-safe.
 */
public final class History {
  private final Replica replica;
  private final Journal journal;

  /** Of a copy whose records are in the journal. */
  public History(Replica replica, Journal journal) {
    this.replica = replica;
    this.journal = journal;
  }

  /**
   * Shows records in order, on the calling thread; no lock is held while they are shown.
   *
   * @param after the sequence before the first one
   * @param until the last one
   * @param reader returns whether to go on
   * @return the sequence of the last one shown; {@code after} if the next one is not here
   */
  public long read(long after, long until, Predicate<JournaledRecord> reader) {
    Optional<List<JournaledRecord>> inMemory = replica.newestAfter(after, until, Replica.NEWEST);
    if (inMemory.isPresent()) {
      for (JournaledRecord record : inMemory.get()) {
        if (!reader.test(record)) {
          return record.record().getSequence();
        }
      }
      return until;
    }
    Chain chain = replica.chain();
    long[] next = {after + 1};
    journal.readShard(
        replica.id().toRef(),
        next[0],
        (record, entry) -> {
          long sequence = record.getSequence();
          if (sequence < next[0] || chain.epochAt(sequence) != record.getEpoch()) {
            return true;
          }
          if (sequence > next[0]) {
            return false;
          }
          next[0]++;
          return reader.test(JournaledRecord.of(record, entry)) && next[0] <= until;
        });
    return next[0] - 1;
  }
}
