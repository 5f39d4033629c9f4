package city.hotline.simulator;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.directory.LoadedDirectories;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;

/**
 * The built-in directory and another version of the same files, to which orders can be migrated.
 */
final class Versions {
  static final String OTHER = "2026-01-01.1";

  /** Both; the other one holds for what is new. */
  static final Directories BOTH =
      LoadedDirectories.none(Directory.beijing())
          .with(
              DirectorySet.newBuilder()
                  .setRevision(1)
                  .addVersions(
                      DirectoryVersion.newBuilder()
                          .setName(OTHER)
                          .setPacked(DirectoryPack.builtIn().packed()))
                  .build());

  private Versions() {}
}
