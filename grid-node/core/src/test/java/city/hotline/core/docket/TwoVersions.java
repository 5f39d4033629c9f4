package city.hotline.core.docket;

import city.hotline.core.directory.ChangedFiles;
import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.directory.LoadedDirectories;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.MigrateOrder;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The built-in directory, and from 2026-12-01 on one in which emergencies have three hours, rubbish
 * is an emergency that M012 leads, there is no class 010109, but 010199 that E903 leads, which is
 * there instead of E003.
 */
final class TwoVersions implements Directories {
  static final String SECOND = "2026-12-01.1";
  static final String THIRD = "2027-06-01.2";
  private static final LoadedDirectories BOTH =
      LoadedDirectories.none(Directory.beijing()).with(set());
  private static final LoadedDirectories FIRST = LoadedDirectories.none(Directory.beijing());

  /** As after the second one was forgotten for a third one that does not hold yet. */
  private static final LoadedDirectories FORGOTTEN =
      FIRST.with(
          DirectorySet.newBuilder()
              .setRevision(2)
              .addVersions(
                  DirectoryVersion.newBuilder()
                      .setName(THIRD)
                      .setValidFromMs(Times.startOf(LocalDate.parse("2027-06-01")))
                      .setPacked(DirectoryPack.builtIn().packed()))
              .build());

  /** Whether this node has heard of the second version. */
  boolean heard = true;

  /** Whether the second version was forgotten. */
  boolean forgotten;

  private static DirectorySet set() {
    DirectoryPack pack =
        DirectoryPack.of(
            new ChangedFiles()
                .replace("order-rules.csv", "limit-emergency,2", "limit-emergency,3")
                .replace("order-rules.csv", "hops,3", "hops,1")
                .replace("classes.csv", "Exposed rubbish,general,", "Exposed rubbish,emergency,")
                .replace("classes.csv", "010109,", "010199,")
                .replace(
                    "routing.csv",
                    ",with,because\n",
                    ",with,because\nR999,010101,any,always,M012,none,试行\n")
                .replace("routing.csv", "R999,", "R998,010199,any,always,E903,none,试行\nR999,")
                .replace("units.csv", "E003,", "E903,"));
    return DirectorySet.newBuilder()
        .setRevision(1)
        .addVersions(
            DirectoryVersion.newBuilder()
                .setName(SECOND)
                .setValidFromMs(Times.startOf(LocalDate.parse("2026-12-01")))
                .setDigest(pack.digest())
                .setPacked(pack.packed()))
        .build();
  }

  static DocketCommand migrate(String id, String directory) {
    return DocketCommand.newBuilder()
        .setMigrateOrder(
            MigrateOrder.newBuilder().setOrderId(id).setDirectory(directory).setReason("新版目录"))
        .build();
  }

  private LoadedDirectories known() {
    if (forgotten) {
      return FORGOTTEN;
    }
    return heard ? BOTH : FIRST;
  }

  @Override
  public Directory builtIn() {
    return FIRST.builtIn();
  }

  @Override
  public Version at(long momentMs) {
    return known().at(momentMs);
  }

  @Override
  public @Nullable Directory named(String name) {
    return known().named(name);
  }

  @Override
  public boolean isGone(String name) {
    return known().isGone(name);
  }
}
