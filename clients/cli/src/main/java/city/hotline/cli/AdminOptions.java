package city.hotline.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a gateway's administration is, and how it is asked. */
final class AdminOptions {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8091",
      description = "Where the gateway's admin port is (default: ${DEFAULT-VALUE}).")
  private String admin = "127.0.0.1:8091";

  /** A name as a part of a path. */
  static String part(String name) {
    return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonElement get(String path) {
    return ask("GET", path, null);
  }

  JsonElement post(String path, JsonObject body) {
    return ask("POST", path, body);
  }

  void delete(String path) {
    ask("DELETE", path, null);
  }

  private JsonElement ask(String method, String path, @Nullable JsonObject body) {
    HttpResponse<String> response = send(method, path, body);
    String text = response.body();
    JsonElement answer;
    try {
      answer = text.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw unexpected(response);
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return answer;
    }
    if (answer instanceof JsonObject told && told.get("error") != null && status != 500) {
      String error = told.get("error").getAsString();
      throw told.has("path") ? unexpected(response) : failed(status, error);
    }
    throw unexpected(response);
  }

  /** Wrong usage is 2; what may work another time is 1. */
  private static Failures.CommandFailed failed(int status, String error) {
    return new Failures.CommandFailed(
        status == 400 || status == 404 || status == 409 ? 2 : 1, error);
  }

  private Failures.CommandFailed unexpected(HttpResponse<String> response) {
    return new Failures.CommandFailed(
        1,
        "what answers at "
            + admin
            + " said HTTP "
            + response.statusCode()
            + ": is it the admin port of a gateway of this version? Its log may say more");
  }

  private HttpResponse<String> send(String method, String path, @Nullable JsonObject body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + admin + "/admin" + path))
              .timeout(PATIENCE)
              .header("content-type", "application/json")
              .method(
                  method,
                  body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.line(body)))
              .build();
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build()
          .send(request, BodyHandlers.ofString());
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(
          2, "--admin: " + admin + " (expected: host:port, such as 127.0.0.1:8091)");
    } catch (IOException e) {
      throw new Failures.CommandFailed(
          1,
          "no gateway answers at "
              + admin
              + ": start one with ./hotline gateway, or say with --admin where it is");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failures.CommandFailed(1, "interrupted");
    }
  }
}
