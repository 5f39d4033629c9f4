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
  private boolean doubt;

  /** Reads what the process before left. */
  BootMark(Path folder) throws IOException {
    this.file = folder.resolve("boot");
    Map<String, String> before = Notes.read(file);
    if (before != null) {
      boolean sameBoot = currentBoot().equals(before.get("boot"));
      boolean closed = "yes".equals(before.get("closed"));
      doubt = "yes".equals(before.get("doubt")) || (!closed && !sameBoot);
    } else {
      doubt = Files.exists(file);
    }
  }

  /** Whether unforced entries may be missing. */
  boolean rebooted() {
    return doubt;
  }

  void markOpen() throws IOException {
    write(false);
  }

  void markClosed() throws IOException {
    write(true);
  }

  void trust() throws IOException {
    doubt = false;
    write(false);
  }

  private void write(boolean closed) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("boot", currentBoot());
    notes.put("closed", closed ? "yes" : "no");
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
