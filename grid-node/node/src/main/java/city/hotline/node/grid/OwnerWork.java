package city.hotline.node.grid;

import city.hotline.node.replica.Replica;
import java.util.List;

/** What an owner does to one of its shards on the partition thread. */
public interface OwnerWork {

  /** Decides, journals, applies; once. */
  void run(Replica replica);

  /**
   * The records made, encoded, for the backups; empty before {@link #run} and when nothing was
   * accepted.
   */
  List<byte[]> entries();
}
