package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The stable id of a member: eight hex digits in {@code node.id} of its data folder, drawn at its
 * first start. A Hazelcast member's UUID changes with each start; journals and promises need a name
 * that does not.
 */
public final class NodeIdentity {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

  private NodeIdentity() {}

  /**
   * Reads the id of this data folder, making folder and id if there are none.
   *
   * @throws JournalUnavailable when it can be neither read nor made
   */
  public static String of(Path folder) {
    Path file = folder.resolve("node.id");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        String drawn = String.format("%08x", new SecureRandom().nextInt());
        DurableFile.replace(file, drawn + "\n");
      }
      String id = Files.readString(file).strip();
      if (!ID.matcher(id).matches()) {
        throw new JournalUnavailable(
            file
                + ": '"
                + id
                + "' (expected: eight hex digits). Restore the file from a backup;"
                + " with a new id this member is a stranger to its grid",
            null);
      }
      return id;
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw new JournalUnavailable(
          folder + " is a file (expected: a folder). Name another data folder", e);
    } catch (IOException e) {
      throw new JournalUnavailable(
          "Cannot read or write "
              + file
              + ": "
              + e
              + ". Make the data folder writable to this"
              + " user, or name another one",
          e);
    }
  }
}
