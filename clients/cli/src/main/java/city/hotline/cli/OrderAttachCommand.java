package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.docket.v1.Attachment;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A unit names a picture or a document about an order. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Name a picture or a document about it that lies elsewhere.",
      "The file here is read for its digest and its size only."
    })
final class OrderAttachCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--unit", required = true, description = "Who attaches, such as 110105001.")
  private String unit = "";

  @Option(
      names = "--type",
      defaultValue = "application/octet-stream",
      description = "What it is, such as image/jpeg (default: ${DEFAULT-VALUE}).")
  private String mediaType = "";

  @Parameters(index = "0", paramLabel = "ORDER", description = "Such as 110105001-110105-127.")
  private String order = "";

  @Parameters(
      index = "1",
      paramLabel = "REFERENCE",
      description = "An https address, or a name of letters, digits and . _ / -.")
  private String reference = "";

  @Parameters(index = "2", paramLabel = "FILE")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Attachment attachment = attachment();
    try (HotlineClient client = grid.client().build()) {
      var response = HotlineClient.await(client.department(unit).attach(order, attachment));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(Json.line(Json.of(response)));
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private Attachment attachment() {
    try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return Attachment.newBuilder()
          .setReference(reference)
          .setMediaType(mediaType)
          .setSha256(ByteString.copyFrom(in.getMessageDigest().digest()))
          .setSize(size)
          .build();
    } catch (IOException e) {
      throw new Failures.CommandFailed(2, file + " cannot be read (expected: a file): " + e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
