package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.node.ChangedDirectory;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with files reaches whoever sent them. */
class DirectoryEndpointTest {
  private Served served;

  @BeforeEach
  void serve() throws IOException {
    served =
        Served.by(
            Served.anywhere()
                .addService(
                    new DirectoryEndpoint(
                        new HandDrivenLanes().router(district -> Optional.empty()),
                        KnownDirectories.only(Directory.beijing()))));
  }

  @AfterEach
  void end() {
    served.close();
  }

  private StatusRuntimeException refused(String newRows) {
    DirectoryPack files =
        ChangedDirectory.files(
            Map.of("routing.csv", List.of(",with,because\n", ",with,because\n" + newRows)));
    LoadDirectoryRequest load =
        LoadDirectoryRequest.newBuilder()
            .setRequestId(RequestId.newBuilder().setSession(1).setCounter(1))
            .setValidFrom("2026-12-01")
            .setPacked(files.packed())
            .setReason("a test")
            .build();
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () -> DirectoryServiceGrpc.newBlockingStub(served.channel).loadDirectory(load));
  }

  @Test
  void fewTroublesAreToldInFull() {
    StatusRuntimeException refused =
        refused("R998,010101,any,always,M998,none,x\nR999,010101,any,always,M999,none,x\n");
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused)
        .hasMessageContaining("packed: 2 troubles")
        .hasMessageContaining("routing.csv, line 3: M998")
        .hasMessageContaining("routing.csv, line 4: M999");
  }

  @Test
  void longLinesInChineseAreCutToWhatAnErrorCanCarry() {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      String unit = "生态环境".repeat(1 + row * 10);
      rows.append("R9").append(10 + row).append(",010101,any,always,").append(unit);
      rows.append(",none,x\n");
    }
    StatusRuntimeException refused = refused(rows.toString());
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused)
        .hasMessageContaining("packed: 60 troubles")
        .hasMessageContaining("routing.csv, line 3: 生态环境")
        .hasMessageContaining("directory check lists all");
    assertThat(refused.getMessage()).contains("…)").doesNotContain("\ufffd");
  }
}
