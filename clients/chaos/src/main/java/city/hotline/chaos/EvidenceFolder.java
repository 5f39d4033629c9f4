package city.hotline.chaos;

import city.hotline.chaos.check.Findings;
import city.hotline.chaos.check.Violation;
import city.hotline.chaos.history.Attempt;
import city.hotline.chaos.history.History;
import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Sighting;
import city.hotline.chaos.history.Tape;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a person needs beside the journals and logs of a run that went wrong. */
final class EvidenceFolder {
  private final Path folder;

  EvidenceFolder(Path folder) {
    this.folder = folder;
  }

  void write(History history, Findings findings) throws IOException {
    Files.createDirectories(folder);
    try (PrintWriter out = writer("violations.txt")) {
      findings.violations().forEach((Violation v) -> out.println(v));
      out.printf("%d in all%n", findings.count());
    }
    try (PrintWriter out = writer("history.txt")) {
      history.attempts().forEach(a -> out.println(line(a)));
    }
    try (PrintWriter out = writer("sightings.txt")) {
      for (Sighting s : history.sightings()) {
        out.println(Shards.name(s.shard()) + " " + Shards.name(s.position()) + " " + s.what());
      }
    }
    try (PrintWriter out = writer("readers.txt")) {
      history.tapes().forEach(tape -> write(tape, out));
    }
  }

  private PrintWriter writer(String name) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8));
  }

  private static String line(Attempt attempt) {
    Acknowledgement with = attempt.acknowledgement();
    CommandRefused why = attempt.refused();
    String outcome =
        with != null
            ? "acknowledged "
                + Shards.name(with.getShard())
                + " "
                + Shards.name(with.getPosition())
                + (with.getRepeated() ? " repeated" : "")
            : why != null
                ? "refused " + why.getReason() + " at " + Shards.name(why.getPosition())
                : "no answer";
    return String.format(
        "%d %d %d/%d %s %s: %s",
        attempt.invokedNanos(),
        attempt.returnedNanos(),
        attempt.request().getSession(),
        attempt.request().getCounter(),
        Shards.name(attempt.shard()),
        attempt.command(),
        outcome);
  }

  private static void write(Tape tape, PrintWriter out) {
    tape.messages()
        .forEach(
            m ->
                out.println(
                    tape.name()
                        + ": "
                        + m.getMessageCase()
                        + " "
                        + Shards.name(m.getShard())
                        + " "
                        + Shards.name(m.getPosition())));
  }
}
