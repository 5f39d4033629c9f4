package city.hotline.core.floor;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.DirectoryLoaded;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.LoadDirectory;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the directory, kept on the city's floor, because they are one fact of the whole
 * grid. They are kept packed: nobody reads them here.
 */
final class GridDirectories {

  /** So many versions are kept beside the built-in one. */
  static final int MOST = 16;

  /** A version holds this much after it was loaded, or later: other nodes learn of it first. */
  static final long LEAD_MS = 60_000;

  private static final long LAST_DAYS = 366;

  /** Drafts that name a version have reached their dockets this much after it last held. */
  private static final long DRAFTS_MS = Duration.ofDays(1).toMillis();

  private final String district;
  private DirectorySet kept;

  GridDirectories(String district, DirectorySet kept) {
    this.district = district;
    this.kept = kept;
  }

  Optional<DirectorySet> now() {
    return kept.getRevision() == 0 ? Optional.empty() : Optional.of(kept);
  }

  void loaded(DirectoryLoaded event) {
    kept = Directories.after(kept, event);
  }

  /** Refuses INVALID_FIELD, WRONG_SHARD, DIRECTORY_ALREADY_LOADED, DIRECTORIES_FULL. */
  Decision<FloorEvent> load(LoadDirectory command, Moment moment) {
    long soonestMs = Times.millis(moment) + LEAD_MS;
    Decision<FloorEvent> refused = invalid(command, Times.day(soonestMs));
    if (refused == null) {
      refused = CityFloor.refuseElsewhere(district, "The directory is loaded");
    }
    if (refused == null) {
      refused = forgettable(command.getForget(), moment);
    }
    if (refused != null) {
      return refused;
    }
    LocalDate day = LocalDate.parse(command.getValidFrom());
    // On that day, even where it is about to begin: else it would hold for longer than the next.
    long validFromMs = Math.max(Times.startOf(day), soonestMs);
    DirectoryVersion same = at(validFromMs);
    if (same != null && same.getDigest().equals(command.getDigest())) {
      return Decision.refused(
          Refusal.REFUSAL_DIRECTORY_ALREADY_LOADED,
          Map.of("version", same.getName()),
          "Nothing to do: version "
              + same.getName()
              + " has the same files and holds on that day.");
    }
    String name = command.getValidFrom() + "." + (kept.getRevision() + 1);
    return Decision.accepted(
        Reply.newBuilder().setDirectory(name).build(),
        List.of(
            FloorEvent.newBuilder()
                .setDirectoryLoaded(
                    DirectoryLoaded.newBuilder()
                        .setVersion(
                            DirectoryVersion.newBuilder()
                                .setName(name)
                                .setValidFromMs(validFromMs)
                                .setDigest(command.getDigest())
                                .setPacked(command.getPacked())
                                .setLoadedBy(command.getLoadedBy())
                                .setLoadedAt(moment.getTime())
                                .setReason(command.getReason()))
                        .setForgotten(command.getForget()))
                .build()));
  }

  private static @Nullable Decision<FloorEvent> invalid(LoadDirectory command, LocalDate first) {
    LocalDate day;
    try {
      day = LocalDate.parse(command.getValidFrom());
    } catch (DateTimeParseException e) {
      return Decision.invalidField(
          "valid_from", command.getValidFrom(), "a day such as 2026-12-01");
    }
    if (day.isBefore(first) || day.isAfter(first.plusDays(LAST_DAYS))) {
      return Decision.invalidField(
          "valid_from", day, first + ", or a day of the " + LAST_DAYS + " after it");
    }
    int size = command.getPacked().size();
    if (size == 0 || size > DirectoryPack.MOST_PACKED) {
      return Decision.invalidField(
          "packed", size + " bytes", "1 to " + DirectoryPack.MOST_PACKED + " bytes");
    }
    if (command.getDigest().isEmpty()) {
      return Decision.invalidField("digest", "empty", "SHA-256 of the files");
    }
    return DraftCheck.reason("reason", command.getReason());
  }

  /** What orders may be opened by, from a draft or on a later day, is not forgotten. */
  private @Nullable Decision<FloorEvent> forgettable(String name, Moment moment) {
    if (name.isEmpty()) {
      return kept.getVersionsCount() < MOST
          ? null
          : Decision.refused(
              Refusal.REFUSAL_DIRECTORIES_FULL,
              Map.of("oldest", kept.getVersions(0).getName()),
              MOST
                  + " versions are kept: migrate the open orders of one (./hotline directory migrate"
                  + " --from), then name it as the one to forget (load --forget).");
    }
    long dayAgoMs = Times.millis(moment) - DRAFTS_MS;
    DirectoryVersion heldThen = at(dayAgoMs);
    String held = heldThen == null ? Directories.BUILT_IN : heldThen.getName();
    boolean past =
        kept.getVersionsList().stream()
            .anyMatch(
                version ->
                    version.getName().equals(name)
                        && version.getValidFromMs() <= dayAgoMs
                        && !name.equals(held));
    return past
        ? null
        : Decision.invalidField(
            "forget",
            name,
            "a version that has not held for 24 hours, as orders written by it may be on their way"
                + " until then; ./hotline directory show says since when each one holds");
  }

  /** The version that holds then; null for the built-in one. */
  private @Nullable DirectoryVersion at(long momentMs) {
    return Directories.holding(kept, momentMs);
  }
}
