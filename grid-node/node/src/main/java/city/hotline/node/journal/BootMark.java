package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows whether the machine was restarted while the journal was open: only then can entries that
 * were in the page cache be missing.
 */
final class BootMark {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final long closedAt;
  private boolean doubt;

  /** Reads what the process before left. */
  BootMark(Path folder) throws IOException {
    this.file = folder.resolve("boot");
    Map<String, String> before = Notes.read(file);
    if (before != null) {
      boolean sameBoot = currentBoot().equals(before.get("boot"));
      closedAt = Long.parseLong(before.getOrDefault("closed_at", "-1"));
      doubt = "yes".equals(before.get("doubt")) || (closedAt < 0 && !sameBoot);
    } else {
      closedAt = -1;
      doubt = Files.exists(file);
    }
  }

  /** Whether unforced entries may be missing. */
  boolean rebooted() {
    return doubt;
  }

  /** The place after which it was closed; -1 if it was not. */
  long closedAt() {
    return closedAt;
  }

  void markOpen() throws IOException {
    write(-1);
  }

  void markClosed(long lastPlace) throws IOException {
    write(lastPlace);
  }

  void trust() throws IOException {
    doubt = false;
    write(-1);
  }

  private void write(long lastPlace) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("boot", currentBoot());
    notes.put("closed_at", Long.toString(lastPlace));
    notes.put("doubt", doubt ? "yes" : "no");
    Notes.write(file, notes);
  }

  /** Where the system does not tell boots apart, each start counts as one. */
  private static String currentBoot() throws IOException {
    return Files.isReadable(BOOT_ID)
        ? Files.readString(BOOT_ID).strip()
        : "process-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
  }
}
