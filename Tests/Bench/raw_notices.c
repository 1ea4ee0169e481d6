/* The yardstick of live streams: tells so many sockets a line, in a loop, and nothing else.
 *
 *     raw_notices COUNT    prints its port; the first connection is asked, the others are told
 *
 * For each byte that comes over the first connection it answers one, and then tells the others. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const char line[] = "2d\r\ndata: 00000000000000000000000000000001 1000000\n\n\r\n";

int main(int argc, char **argv) {
    int count = argc == 2 ? atoi(argv[1]) : 0;
    int *told = calloc(count + 1, sizeof *told);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (count < 1 || !told || listener < 0
        || bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1024) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0) return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int asked = accept(listener, NULL, NULL);
    for (int index = 0; index < count; index++) told[index] = accept(listener, NULL, NULL);
    char byte;
    while (read(asked, &byte, 1) == 1) {
        if (write(asked, &byte, 1) != 1) return 1;
        for (int index = 0; index < count; index++)
            if (write(told[index], line, sizeof line - 1) != sizeof line - 1) return 1;
    }
    return 0;
}
