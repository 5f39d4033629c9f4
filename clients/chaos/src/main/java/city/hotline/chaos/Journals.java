package city.hotline.chaos;

import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.journal.v1.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the data folder of a node that is not running. */
public interface Journals {

  /** All entries, oldest first. */
  List<Entry> entries(Path data) throws IOException;

  /** The copies that a start would replay. */
  List<ShardCopy> replay(Path data) throws IOException;
}
